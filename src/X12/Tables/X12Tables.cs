using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.X12.Tables;

/// <summary>
/// X12 as tables: 837, 835, 271, 277 and 278 transaction sets become rows, one claim at a time; others become none. What is wrong with any of them is
/// a table too.
/// </summary>
public static class X12Tables
{
    /// <summary>All tables, those of one kind of transaction set together.</summary>
    public static ImmutableArray<X12Table> All { get; } = [.. ClaimTables.All, .. RemittanceTables.All, .. AnswerTables.All, .. AuthorizationTables.All, FindingTable.Table];

    /// <summary>The table of what the checks of SNIP 1 to 7 find, in transaction sets of every kind.</summary>
    public static X12Table Findings => FindingTable.Table;

    /// <summary>The table of a name; null when there is none.</summary>
    public static X12Table? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>The rows of one table, findings included.</summary>
    /// <param name="table">One of <see cref="All"/>.</param>
    /// <param name="stream">One or more interchanges; read to its end, not closed.</param>
    /// <param name="issues">Takes what could not be read, when not null.</param>
    public static IEnumerable<X12Row> RowsOf(X12Table table, Stream stream, ICollection<Issue>? issues = null) =>
        table == Findings ? FindingTable.Rows(stream, X12ParserOptions.Default, issues) : Rows(stream, issues).Where(row => row.Table == table);

    /// <summary>
    /// The rows of a stream, in the order of the segments they are made of within each table, in the memory of one claim. Findings are not among them:
    /// they need every check.
    /// </summary>
    /// <param name="stream">One or more interchanges; read to its end, not closed.</param>
    /// <param name="issues">Takes what could not be read, when not null.</param>
    public static IEnumerable<X12Row> Rows(Stream stream, ICollection<Issue>? issues = null)
    {
        var reading = new ModelReading();
        foreach (var row in new Flattening(reading).Rows(SegmentStream.Of(stream, reading.Issues)))
        {
            Drain(reading, issues);
            yield return row;
        }
        Drain(reading, issues);
    }

    private static void Drain(ModelReading reading, ICollection<Issue>? issues)
    {
        if (reading.Issues.Count == 0) return;
        if (issues is not null)
            foreach (var issue in reading.Issues) issues.Add(issue);
        reading.Issues.Clear();
    }

    private sealed class Flattening(ModelReading reading)
    {
        private X12SegmentValue? _group;
        private bool _isHeld;

        public IEnumerable<X12Row> Rows(IEnumerable<X12SegmentValue> segments)
        {
            string? interchange = null;
            using var cursor = segments.GetEnumerator();
            while (_isHeld || cursor.MoveNext())
            {
                _isHeld = false;
                var segment = cursor.Current;
                if (segment.Id == "ISA") interchange = ModelReading.Text(segment, 13);
                if (segment.Id == "GS") _group = segment;
                if (segment.Id != "ST") continue;
                var envelope = new EnvelopeNumbers(interchange, ModelReading.Text(_group, 6), ModelReading.Text(segment, 2));
                foreach (var row in RowsOf(segment.Element(1), envelope, Transaction(cursor))) yield return row;
            }
        }

        private IEnumerable<X12Row> RowsOf(string transactionSetId, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments) =>
            transactionSetId switch
            {
                "837" => ClaimTables.Rows(reading, envelope, segments),
                "835" => RemittanceTables.Rows(reading, envelope, segments),
                "271" => AnswerTables.BenefitRows(reading, envelope, segments),
                "278" => AuthorizationTables.Rows(reading, envelope, segments),
                "277" => AnswerTables.StatusRows(reading, envelope, segments),
                _ => [],
            };

        // The group goes first: before 005010 only it names the guide. What ends a broken set is left for the caller.
        private IEnumerable<X12SegmentValue> Transaction(IEnumerator<X12SegmentValue> cursor)
        {
            if (_group is not null) yield return _group;
            yield return cursor.Current;
            while (cursor.MoveNext())
            {
                if (cursor.Current.Id is "ISA" or "GS" or "ST" or "GE" or "IEA")
                {
                    _isHeld = true;
                    yield break;
                }
                yield return cursor.Current;
                if (cursor.Current.Id == "SE") yield break;
            }
        }
    }
}
