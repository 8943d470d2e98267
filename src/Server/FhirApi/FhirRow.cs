using System.Globalization;
using Carelake.Access.Reading;
using Carelake.Access.Rows;

namespace Carelake.Server.FhirApi;

/// <summary>A row on its way to a resource: only what policy shows as it is. Masks and digests are no values of FHIR.</summary>
internal sealed class FhirRow
{
    private readonly GovernedRow _row;
    private readonly Dictionary<string, int> _at = new(StringComparer.Ordinal);

    public FhirRow(GovernedRows rows, GovernedRow row)
    {
        _row = row;
        for (var index = 0; index < rows.Columns.Length; index++)
        {
            var column = rows.Columns[index];
            var isShown = column.Shown is Obligation.None || (column.Shown is null && !row.Hidden.Contains(column.Name));
            if (isShown) _at[column.Name] = index;
            else IsRedacted = true;
        }
    }

    /// <summary>Something of the row is not shown.</summary>
    public bool IsRedacted { get; }

    /// <summary>Id of the row as a resource.</summary>
    public string Key => _row.Key;

    /// <summary>Id of the patient it is about.</summary>
    public string? Patient => _row.Patient;

    /// <summary>A value as text: ISO dates, moments in UTC; null for NULL and for what is not shown.</summary>
    public string? this[string column] => !_at.TryGetValue(column, out var index) ? null : _row.Values[index] switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Id of another resource that facility and a column name; null when it is not shown.</summary>
    public string? Reference(string column) => this["facility_id"] is { } facility && this[column] is { } id ? PatientNames.KeyOf($"{facility}|{id}") : null;

    /// <summary>Tells no value.</summary>
    public override string ToString() => _row.ToString();
}
