namespace Carelake.X12;

/// <summary>Says whether a code is of an external code set (SNIP 5); the caller has the tables.</summary>
/// <param name="codeSet">
/// <c>icd10cm</c>, <c>icd10pcs</c>, <c>hcpcs</c>, <c>revenue</c>, <c>carc</c>, <c>remark_code</c>, <c>pos</c>, <c>states</c>, <c>country</c>,
/// <c>claim_status</c>, <c>claim_status_cat</c>, <c>entity_id</c>, <c>taxonomy</c>.
/// </param>
/// <param name="code">As sent.</param>
/// <returns>Null when the code set is not known.</returns>
public delegate bool? X12CodeLookup(string codeSet, string code);
