namespace Carelake.X12.ClaimStatuses;

/// <summary>Reads 277 and 277CA transaction sets, one loop 2200 at a time.</summary>
internal sealed class ClaimStatusReading(ModelReading reading)
{
    private const string Acknowledgement = "X214";
    private static readonly LoopShape Shape = new(("NM1", ["*"]), ("TRN", ["*"]), ("SVC", ["TRN", "*"]));
    private static readonly string[] Depths = ["20", "21", "19", "22", "PT", "23"];
    private static readonly int[] CodeElements = [1, 10, 11];
    private readonly List<(int Depth, Party Party)> _parties = [];

    public IEnumerable<ClaimStatusReport> Read(IEnumerable<X12SegmentValue> segments)
    {
        var (isStatus, isAcknowledgement) = (false, false);
        foreach (var unit in SegmentUnits.Of(segments, "ST", "HL", "SE"))
        {
            var head = unit[0];
            if (head.Id == "ST")
            {
                isStatus = head.Element(1) == "277";
                isAcknowledgement = head.Element(3).Contains(Acknowledgement, StringComparison.Ordinal)
                    || unit.Any(segment => segment.Id == "BHT" && segment.Element(1) == "0085");
                _parties.Clear();
            }
            if (head.Id != "HL" || !isStatus) continue;
            foreach (var report in ReportsOf(LoopNode.Of(unit, Shape), isAcknowledgement)) yield return report;
        }
    }

    private IEnumerable<ClaimStatusReport> ReportsOf(LoopNode level, bool isAcknowledgement)
    {
        var code = level.Head.Element(3);
        var depth = Array.IndexOf(Depths, code);
        _parties.RemoveAll(party => party.Depth >= depth);
        reading.OnlySegments(level.Segments, "HL", "DMG");
        reading.OnlyFirst(level.LoopsOf("NM1").Select(party => party.Head));
        if (level.LoopsOf("NM1").FirstOrDefault() is { } loop) _parties.Add((depth, PartyReading.Read(reading, Named(level, loop))));
        foreach (var trace in level.LoopsOf("TRN"))
            yield return ReportOf(trace, code, isAcknowledgement);
    }

    // DMG stands before NM1, at the level.
    private static IReadOnlyList<X12SegmentValue> Named(LoopNode level, LoopNode loop) => [.. loop.Segments, .. level.All("DMG")];

    private ClaimStatusReport ReportOf(LoopNode loop, string code, bool isAcknowledgement)
    {
        reading.OnlyElements(loop.Head, 1, 2);
        reading.OnlySegments(loop.Segments, "TRN", "STC", "REF", "DTP", "QTY", "AMT");
        return Report(loop, code, isAcknowledgement);
    }

    private ClaimStatusReport Report(LoopNode loop, string code, bool isAcknowledgement) => new()
    {
        IsAcknowledgement = isAcknowledgement,
        LevelCode = code,
        TraceNumber = ModelReading.Text(loop.Head, 2),
        Parties = [.. _parties.Select(party => party.Party)],
        Statuses = [.. loop.All("STC").Select(StatusOf)],
        References = ModelReading.ReferencesOf(loop.All("REF")),
        Dates = [.. loop.All("DTP").Select(ModelReading.Dtp)],
        Quantities = reading.QuantitiesOf(loop.All("QTY")),
        Amounts = reading.AmountsOf(loop.All("AMT")),
        Lines = [.. loop.LoopsOf("SVC").Select(LineOf)],
        SegmentNumber = loop.Head.SegmentNumber,
    };

    private LineStatus LineOf(LoopNode loop)
    {
        reading.OnlyElements(loop.Head, 1, 2, 3, 4, 7);
        reading.OnlySegments(loop.Segments, "SVC", "STC", "REF", "DTP");
        return Line(loop);
    }

    private LineStatus Line(LoopNode loop) => new()
    {
        Service = reading.Service(loop.Head, 1),
        BilledAmount = reading.Number(loop.Head, 2),
        PaidAmount = reading.Number(loop.Head, 3),
        RevenueCode = ModelReading.Text(loop.Head, 4),
        Units = reading.Number(loop.Head, 7),
        Statuses = [.. loop.All("STC").Select(StatusOf)],
        References = ModelReading.ReferencesOf(loop.All("REF")),
        Dates = [.. loop.All("DTP").Select(ModelReading.Dtp)],
        SegmentNumber = loop.Head.SegmentNumber,
    };

    private ClaimStatus StatusOf(X12SegmentValue segment)
    {
        reading.OnlyElements(segment, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12);
        foreach (var element in CodeElements) reading.OnlyComponents(segment, element, 1, 2, 3);
        return Status(segment);
    }

    private ClaimStatus Status(X12SegmentValue segment) => new()
    {
        Codes =
        [
            .. CodeElements.Where(element => ModelReading.Text(segment, element) is not null).Select(element =>
                new StatusCode(segment.Component(element, 1), ModelReading.Text(segment, element, 2), ModelReading.Text(segment, element, 3))),
        ],
        Date = reading.Date(segment, 2),
        ActionCode = ModelReading.Text(segment, 3),
        BilledAmount = reading.Number(segment, 4),
        PaidAmount = reading.Number(segment, 5),
        DecidedDate = reading.Date(segment, 6),
        PaymentDate = reading.Date(segment, 8),
        PaymentTraceNumber = ModelReading.Text(segment, 9),
        Message = ModelReading.Text(segment, 12),
        SegmentNumber = segment.SegmentNumber,
    };
}
