package procare.partner.analyte;

import java.util.Set;

/**
 * One line of {@code partners/analytes.csv}: a LOINC code that somebody looked up.
 *
 * @param analyte what is measured, whatever its unit, such as {@code glucose-fasting}
 * @param loinc such as {@code 1558-6}
 * @param display LOINC's long common name
 * @param ucum the unit that belongs to the code's property (mass, moles, fraction)
 * @param low where a lower threshold for critical values may lie in that unit, or null
 * @param high where an upper one may lie, or null
 * @param words what laboratories call it, as {@link Analytes#plain} writes words
 */
public record LoincLine(
    String analyte,
    String loinc,
    String display,
    String ucum,
    Span low,
    Span high,
    Set<String> words) {}
