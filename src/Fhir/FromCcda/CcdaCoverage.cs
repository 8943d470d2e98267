using System.Collections.Immutable;

namespace Carelake.Fhir.FromCcda;

/// <summary>What became of one statement of a C-CDA document. Together the list holds every entry, and every statement nested in one that was not read.</summary>
/// <param name="Section">LOINC code of the section; <c>header</c> for what stands before the body.</param>
/// <param name="Statement">Element and first template, such as <c>act 2.16.840.1.113883.10.20.22.4.3</c>.</param>
/// <param name="Resources">Types of the resources made, in order; empty when none.</param>
/// <param name="Remark">Why nothing was made, or what was left out; empty when all was read.</param>
public sealed record CcdaCoverage(string Section, string Statement, ImmutableArray<string> Resources, string Remark);
