namespace Carelake.X12;

/// <summary>Says whether a code is of an external code set (SNIP 5); the caller has the tables.</summary>
/// <param name="codeSet">
/// The set that the guide's table names for the element, such as <c>pos</c>, <c>states</c>, <c>country</c>, <c>currency</c>, <c>remark_code</c>,
/// <c>claim_status</c>. Elements whose table names none (diagnoses, procedures, revenue codes, taxonomies, adjustment reasons) are not asked about.
/// </param>
/// <param name="code">As sent.</param>
/// <returns>Null when the code set is not known.</returns>
public delegate bool? X12CodeLookup(string codeSet, string code);
