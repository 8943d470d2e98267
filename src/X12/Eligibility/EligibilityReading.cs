using System.Collections.Immutable;

namespace Carelake.X12.Eligibility;

/// <summary>Reads 271 transaction sets, one person at a time.</summary>
internal sealed class EligibilityReading(ModelReading reading)
{
    private static readonly LoopShape Shape = new(("EB", ["*"]), ("LS", ["EB"]), ("NM1", ["LS", "*"]));

    private string? _reference;
    private Party? _source;
    private Party? _receiver;
    private Party? _subscriber;
    private readonly Dictionary<string, ImmutableArray<InquiryRejection>> _rejections = new(StringComparer.Ordinal);

    /// <summary>Each person answered about; a level that was refused as a whole is an answer of its own.</summary>
    public IEnumerable<EligibilityResponse> Read(IEnumerable<X12SegmentValue> segments)
    {
        var isAnswer = false;
        LoopNode? waiting = null;
        foreach (var unit in SegmentUnits.Of(segments, "ST", "HL", "SE"))
        {
            var head = unit[0];
            // An answer is known to be one when the next level is not below it.
            if (waiting is not null && !IsBelow(head, waiting) && AnswerOf(waiting) is { } response) yield return response;
            waiting = null;
            if (head.Id == "ST")
            {
                isAnswer = head.Element(1) == "271";
                Start(unit);
            }
            else if (head.Id == "HL" && isAnswer)
            {
                waiting = LoopNode.Of(unit, Shape);
                Enter(waiting);
            }
        }
        if (waiting is not null && AnswerOf(waiting) is { } last) yield return last;
    }

    private static bool IsBelow(X12SegmentValue next, LoopNode level) =>
        next.Id == "HL" && string.CompareOrdinal(next.Element(3), level.Head.Element(3)) > 0;

    private void Start(IReadOnlyList<X12SegmentValue> unit)
    {
        _reference = ModelReading.Text(unit.FirstOrDefault(segment => segment.Id == "BHT"), 3);
        (_source, _receiver, _subscriber) = (null, null, null);
        _rejections.Clear();
    }

    private void Enter(LoopNode level)
    {
        var code = level.Head.Element(3);
        reading.OnlySegments(level.Segments, "HL", "TRN", "AAA", "DTP");
        reading.OnlyFirst(level.LoopsOf("NM1").Select(loop => loop.Head));
        foreach (var trace in Own(level, "TRN")) reading.OnlyElements(trace, 1, 2, 3);
        var party = level.LoopsOf("NM1").FirstOrDefault() is { } loop ? PartyReading.Read(reading, Without(loop, "DTP", "AAA")) : null;
        switch (code)
        {
            case "20": (_source, _receiver, _subscriber) = (party, null, null); break;
            case "21": (_receiver, _subscriber) = (party, null); break;
            case "22": _subscriber = party; break;
            default: break;
        }
        _rejections[code] = RejectionsOf(level, code);
        // What was said at this level and below is over.
        foreach (var deeper in _rejections.Keys.Where(key => string.CompareOrdinal(key, code) > 0).ToList()) _rejections.Remove(deeper);
    }

    // A subscriber or dependent level, or one that ends in a refusal.
    private EligibilityResponse? AnswerOf(LoopNode level)
    {
        var code = level.Head.Element(3);
        if (code is "20" or "21" && _rejections.GetValueOrDefault(code, []).IsEmpty) return null;
        var person = level.LoopsOf("NM1").FirstOrDefault();
        return new()
        {
            Reference = _reference,
            TraceNumbers =
            [
                .. Own(level, "TRN").Select(trace => new TraceNumber(trace.Element(2), ModelReading.Text(trace, 3), trace.Element(1) == "2")),
            ],
            Source = _source ?? new() { EntityCode = "PR" },
            Receiver = _receiver,
            Subscriber = _subscriber,
            Dependent = code == "23" && person is not null ? PartyReading.Read(reading, Without(person, "DTP", "AAA")) : null,
            Dates = [.. Own(level, "DTP").Select(ModelReading.Dtp)],
            Benefits = [.. level.LoopsOf("EB").Select(loop => BenefitOf(loop, code))],
            Rejections = [.. _rejections.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value)],
            SegmentNumber = level.Head.SegmentNumber,
        };
    }

    private static IEnumerable<X12SegmentValue> Own(LoopNode level, string id) =>
        level.All(id).Concat(level.LoopsOf("NM1").SelectMany(loop => loop.All(id)));

    private static IReadOnlyList<X12SegmentValue> Without(LoopNode loop, params string[] ids) =>
        [.. loop.Segments.Where(segment => Array.IndexOf(ids, segment.Id) < 0)];

    private static ImmutableArray<InquiryRejection> RejectionsOf(LoopNode level, string code)
    {
        var letter = code switch { "20" => "A", "21" => "B", "22" => "C", _ => "D" };
        return
        [
            .. level.All("AAA").Select(segment => RejectionOf(segment, "2000" + letter)),
            .. level.LoopsOf("NM1").SelectMany(loop => loop.All("AAA")).Select(segment => RejectionOf(segment, "2100" + letter)),
        ];
    }

    private static InquiryRejection RejectionOf(X12SegmentValue segment, string level) =>
        new(level, segment.Element(1) == "Y", segment.Element(3), ModelReading.Text(segment, 4));

    private Benefit BenefitOf(LoopNode loop, string code)
    {
        var head = loop.Head;
        reading.OnlyElements(head, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        return new()
        {
            InformationCode = head.Element(1),
            CoverageLevelCode = ModelReading.Text(head, 2),
            ServiceTypeCodes = [.. Enumerable.Range(1, head.RepetitionCount(3)).Select(number => head.Component(3, number, 1)).Where(type => type.Length > 0)],
            InsuranceTypeCode = ModelReading.Text(head, 4),
            PlanName = ModelReading.Text(head, 5),
            PeriodCode = ModelReading.Text(head, 6),
            Amount = reading.Number(head, 7),
            Rate = reading.Number(head, 8),
            QuantityQualifier = ModelReading.Text(head, 9),
            Quantity = reading.Number(head, 10),
            AuthorizationRequiredCode = ModelReading.Text(head, 11),
            InNetworkCode = ModelReading.Text(head, 12),
            Service = reading.Service(head, 13),
            Deliveries = [.. loop.All("HSD").Select(DeliveryOf)],
            References = ModelReading.ReferencesOf(loop.All("REF")),
            Dates = [.. loop.All("DTP").Select(ModelReading.Dtp)],
            Rejections = [.. loop.All("AAA").Select(segment => RejectionOf(segment, code == "22" ? "2110C" : "2110D"))],
            Messages = [.. loop.All("MSG").Select(segment => segment.Element(1))],
            Parties = [.. loop.LoopsOf("LS").SelectMany(related => related.LoopsOf("NM1")).Select(party => PartyReading.Read(reading, Without(party, "LE")))],
            Others = [.. loop.Segments.Where(segment => segment.Id is not ("EB" or "HSD" or "REF" or "DTP" or "AAA" or "MSG" or "LE"))],
            SegmentNumber = head.SegmentNumber,
        };
    }

    private ServiceDelivery DeliveryOf(X12SegmentValue segment) => new(
        ModelReading.Text(segment, 1), reading.Number(segment, 2), ModelReading.Text(segment, 3), reading.Number(segment, 4),
        ModelReading.Text(segment, 5), reading.Number(segment, 6), ModelReading.Text(segment, 7), ModelReading.Text(segment, 8));
}
