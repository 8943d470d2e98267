using System.Globalization;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Server.FhirApi;

/// <summary>A search as a query of rows (R4, section 3.1.1).</summary>
/// <param name="Query">The rows.</param>
/// <param name="IncludesPatient">The patients of the matches come with them.</param>
internal sealed record FhirSearch(RowsQuery Query, bool IncludesPatient)
{
    private const int UsualCount = 50;
    private const int LargestCount = 500;

    // They change how an answer looks, not what it is of.
    private static readonly string[] Ignored = ["_format", "_pretty", "_total"];

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="CarelakeException"><c>SRV-0411</c> one is not known, or its value cannot be read: a search that were wider than asked would tell too much.</exception>
    public static FhirSearch Of(FhirKind kind, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var conditions = new List<string>();
        if (kind.Condition.Length > 0) conditions.Add(kind.Condition);
        var query = new RowsQuery(kind.Table) { IsCurrentOnly = true, PageSize = UsualCount, DistinctBy = kind.DistinctBy };
        var includes = false;
        foreach (var (name, value) in parameters)
        {
            if (Ignored.Contains(name)) continue;
            switch (name)
            {
                case "_count":
                    query = query with { PageSize = Math.Clamp(Number(name, value), 1, LargestCount) };
                    break;
                case "page":
                    query = query with { Page = Math.Max(1, Number(name, value)) };
                    break;
                case "_id":
                    query = kind.IsPatient ? query with { Patients = [.. value.Split(',')] } : query with { Key = value };
                    break;
                case "_include" when value == $"{kind.Type}:{kind.PatientParameter}" || value == $"{kind.Type}:subject":
                    includes = true;
                    break;
                case "patient" or "subject" or "beneficiary" when kind.PatientParameter.Length > 0:
                    query = query with { Patients = [value.StartsWith("Patient/", StringComparison.Ordinal) ? value["Patient/".Length..] : value] };
                    break;
                default:
                    conditions.Add(Condition(kind.Parameters.GetValueOrDefault(name) ?? throw Refused(kind, name), name, value));
                    break;
            }
        }
        return new(query with { Condition = string.Join(" and ", conditions) }, includes);
    }

    private static string Condition(FhirParameter parameter, string name, string value)
    {
        if (parameter.Kind == FhirParameterKind.Date) return Date(parameter.Columns[0], name, value);
        var alternatives =
            from one in value.Split(',')
            let wanted = parameter.Kind == FhirParameterKind.Token ? one[(one.LastIndexOf('|') + 1)..] : one
            from column in parameter.Columns
            select parameter.Kind == FhirParameterKind.Token
                ? $"{DuckDbSql.Identifier(column)} = {DuckDbSql.Literal(wanted)}"
                : $"starts_with(lower({DuckDbSql.Identifier(column)}), {DuckDbSql.Literal(wanted.ToLowerInvariant())})";
        return $"({string.Join(" or ", alternatives)})";
    }

    private static string Date(string column, string name, string value)
    {
        var (prefix, text) = value.Length > 2 && char.IsLetter(value[0]) ? (value[..2], value[2..]) : ("eq", value);
        var (first, last) = Days(text) ?? throw new CarelakeException("SRV-0411", "The date of a search cannot be read.", name, "Write it as 2024, 2024-01 or 2024-01-31, with eq, ne, gt, lt, ge or le before it.");
        var quoted = DuckDbSql.Identifier(column);
        var (start, end) = (DuckDbSql.Literal(first), DuckDbSql.Literal(last));
        return prefix switch
        {
            "eq" => $"(cast({quoted} as date) between {start} and {end})",
            "ne" => $"(cast({quoted} as date) not between {start} and {end})",
            "gt" => $"(cast({quoted} as date) > {end})",
            "ge" => $"(cast({quoted} as date) >= {start})",
            "lt" => $"(cast({quoted} as date) < {start})",
            "le" => $"(cast({quoted} as date) <= {end})",
            _ => throw new CarelakeException("SRV-0411", "The prefix of a date is not known.", name, "Write eq, ne, gt, lt, ge or le."),
        };
    }

    private static (DateOnly First, DateOnly Last)? Days(string text)
    {
        var day = text.Length > 10 ? text[..10] : text;
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact)) return (exact, exact);
        if (DateOnly.TryParseExact(day, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return (month, month.AddMonths(1).AddDays(-1));
        return DateOnly.TryParseExact(day, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) ? (year, year.AddYears(1).AddDays(-1)) : null;
    }

    private static int Number(string name, string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new CarelakeException("SRV-0411", "The number of a search cannot be read.", name, "Write a whole number.");

    private static CarelakeException Refused(FhirKind kind, string name) => new(
        "SRV-0411", $"{kind.Type} cannot be searched by this parameter.", name,
        $"It knows _id, _count, _include, {(kind.PatientParameter.Length > 0 ? "patient, " : "")}{string.Join(", ", kind.Parameters.Keys)}.");

    /// <summary>Does not tell what is searched for.</summary>
    public override string ToString() => Query.Table;
}
