using Carelake.Core;

namespace Carelake.X12.Tables;

/// <summary>What the checks of SNIP 1 to 7 find, as a table of transaction sets of every kind.</summary>
internal static class FindingTable
{
    private const int ChunkBytes = 1 << 16;

    private sealed record FindingOf(X12Finding Finding, string? TransactionSetId, string? Guide);

    private static readonly RowMaker<FindingOf> Findings = new(
        "finding", "any", "one thing that a check of SNIP 1 to 7 found wrong", row => row.Finding.Place.SegmentNumber,
        ("transaction_set_id", row => row.TransactionSetId),
        ("guide", row => row.Guide),
        ("code", row => row.Finding.Issue.Code),
        ("severity", row => row.Finding.Issue.Severity.ToString().ToLowerInvariant()),
        ("snip_level", row => (long)row.Finding.Level),
        ("error_code", row => row.Finding.ErrorCode.ToString()),
        ("segment_position", row => row.Finding.Place.SegmentPosition > 0 ? (long?)row.Finding.Place.SegmentPosition : null),
        ("loop_id", row => row.Finding.Place.LoopId),
        ("segment_id", row => row.Finding.Place.SegmentId),
        ("element", row => row.Finding.Place.Reference),
        ("byte_offset", row => row.Finding.Place.ByteOffset),
        ("message", row => row.Finding.Issue.Message));

    public static X12Table Table => Findings.Table;

    /// <summary>One row for each finding, in the order in which they are found; its position is its number, from 1.</summary>
    /// <param name="stream">Read to its end, not closed.</param>
    /// <param name="options">What is checked.</param>
    /// <param name="issues">Takes what says that the input is no whole X12, when not null.</param>
    public static IEnumerable<X12Row> Rows(Stream stream, X12ParserOptions options, ICollection<Issue>? issues)
    {
        var gatherer = new Gatherer(issues);
        var parser = new X12Parser(gatherer, options);
        var chunk = new byte[ChunkBytes];
        while (stream.Read(chunk) is > 0 and var count)
        {
            parser.Feed(chunk.AsSpan(0, count));
            while (gatherer.Found.TryDequeue(out var row)) yield return row;
        }
        parser.Complete();
        while (gatherer.Found.TryDequeue(out var row)) yield return row;
    }

    private sealed class Gatherer(ICollection<Issue>? issues) : X12Handler
    {
        private string? _interchange;
        private string? _group;
        private X12TransactionHeader? _set;
        private long _count;

        public Queue<X12Row> Found { get; } = [];

        public override void OnInterchange(X12Interchange interchange) => (_interchange, _group, _set) = (interchange.ControlNumber, null, null);

        public override void OnGroup(X12Group group) => (_group, _set) = (group.ControlNumber, null);

        public override void OnTransactionSet(X12TransactionHeader header) => _set = header;

        public override void OnTransactionSetEnd(X12TransactionHeader header, X12End end) => _set = null;

        public override void OnGroupEnd(X12Group group, X12End end) => _group = null;

        public override void OnFinding(X12Finding finding)
        {
            if (X12Reader.IsNotWhole(finding.Issue)) issues?.Add(finding.Issue);
            var envelope = new EnvelopeNumbers(_interchange, _group, _set?.ControlNumber);
            Found.Enqueue(Findings.Row(envelope, new(finding, _set?.Id, _set?.Guide?.Version), ++_count));
        }
    }
}
