package procare.partner.kit;

import procare.partner.pack.PackFiles;

/**
 * One seeded fault.
 *
 * @param what was changed, such as {@code results.item.value: /value → /unit}
 * @param files the pack with it
 */
record Fault(String what, PackFiles files) {}
