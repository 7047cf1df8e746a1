/** Takes in what laboratories do not send by themselves: answers to polls, and files. */
package procare.partner.intake;
