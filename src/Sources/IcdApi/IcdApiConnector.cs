using System.Runtime.CompilerServices;
using Carelake.Lake.Landing;

namespace Carelake.Sources.IcdApi;

/// <summary>
/// Diagnosis codes from the WHO's ICD API (a release, walked from the top, resumable) or from NLM's Clinical Tables (ICD-10-CM, by
/// search). Every row carries code system and version.
/// </summary>
public sealed class IcdApiConnector : IConnector
{
    private static readonly (string Name, string Type)[] Columns =
    [
        ("code_system", "VARCHAR"), ("version", "VARCHAR"), ("code", "VARCHAR"), ("title", "VARCHAR"),
        ("parent_code", "VARCHAR"), ("kind", "VARCHAR"), ("is_leaf", "BOOLEAN"),
    ];

    /// <inheritdoc/>
    public string Name => "icd_api";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = IcdApiOptions.From(pull);
        using var http = new HttpSource(pull, options.Pace, options.RetryDelay);
        var cache = ApiCache.For(pull, Name);
        var rows = options.IsNlm
            ? new ClinicalTables(pull, options, http, cache).RowsAsync(cancellationToken)
            : new WhoIcd(pull, options, http, cache).RowsAsync(cancellationToken);
        if (await ReferenceExtract.WriteAsync(pull, options.IsNlm ? "nlm_icd10cm" : $"who_icd_{options.Release}", Columns, rows, cancellationToken) is { } extract)
            yield return extract;
    }
}
