namespace Carelake.X12;

/// <summary>Says whether a code is of an external code set (SNIP 5); the caller has the tables.</summary>
/// <param name="codeSet">
/// One of <see cref="X12CodeSets.Names"/>, such as <c>icd10cm</c>, <c>hcpcs</c>, <c>carc</c>, <c>pos</c>. Codes are as in X12: ICD without the dot.
/// </param>
/// <param name="code">As sent.</param>
/// <returns>Null when there is no table of the set; it is not asked for again.</returns>
public delegate bool? X12CodeLookup(string codeSet, string code);
