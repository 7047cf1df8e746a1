/** How far a pack goes: from bronze to platinum, by rules that a machine checks. */
package procare.partner.grade;
