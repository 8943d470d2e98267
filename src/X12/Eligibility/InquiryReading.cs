namespace Carelake.X12.Eligibility;

/// <summary>Reads 270 transaction sets, one person at a time.</summary>
internal sealed class InquiryReading(ModelReading reading)
{
    private static readonly LoopShape Shape = new(("NM1", ["*"]), ("EQ", ["*"]));
    private Party? _source;
    private Party? _receiver;
    private Party? _subscriber;

    public IEnumerable<EligibilityInquiry> Read(IEnumerable<X12SegmentValue> segments)
    {
        var isQuestion = false;
        foreach (var unit in SegmentUnits.Of(segments, "ST", "HL", "SE"))
        {
            var head = unit[0];
            if (head.Id == "ST") isQuestion = head.Element(1) == "270";
            if (head.Id != "HL" || !isQuestion) continue;
            var level = LoopNode.Of(unit, Shape);
            var loop = level.LoopsOf("NM1").FirstOrDefault();
            var party = loop is null ? null : PartyReading.Read(reading, [.. loop.Segments.Where(segment => segment.Id is not ("DTP" or "INS"))]);
            switch (head.Element(3))
            {
                case "20": (_source, _receiver, _subscriber) = (party, null, null); break;
                case "21": (_receiver, _subscriber) = (party, null); break;
                case "22": _subscriber = party; break;
                default: break;
            }
            if (level.LoopsOf("EQ").Any()) yield return InquiryOf(level, loop, head.Element(3) == "23" ? party : null);
        }
    }

    private EligibilityInquiry InquiryOf(LoopNode level, LoopNode? person, Party? dependent)
    {
        var trace = level.First("TRN");
        var date = person?.All("DTP").FirstOrDefault(segment => segment.Element(1) == "291");
        var asked = date is null ? null : ModelReading.Dtp(date);
        return new()
        {
            TraceNumber = ModelReading.Text(trace, 2) ?? "",
            TraceOriginatorId = ModelReading.Text(trace, 3) ?? "",
            Source = _source ?? new() { EntityCode = "PR" },
            Receiver = _receiver ?? new() { EntityCode = "1P" },
            Subscriber = _subscriber ?? new() { EntityCode = "IL" },
            Dependent = dependent,
            DependentRelationshipCode = dependent is null ? null : ModelReading.Text(person?.First("INS"), 2),
            ServiceTypeCodes =
            [
                .. level.LoopsOf("EQ").SelectMany(question =>
                    Enumerable.Range(1, question.Head.RepetitionCount(1)).Select(number => question.Head.Component(1, number, 1))),
            ],
            FirstDate = asked?.FirstDate,
            LastDate = asked?.Format == "RD8" ? asked.LastDate : null,
        };
    }
}
