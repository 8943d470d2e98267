using System.Collections.Immutable;
using System.Globalization;

namespace Carelake.X12.Claims;

/// <summary>Reads 837 loop 2400.</summary>
internal sealed class ClaimLineReading(ModelReading reading, ClaimKind kind)
{
    public ClaimLine Read(LoopNode loop)
    {
        var service = loop.First(ServiceId);
        if (service is null) reading.Error("X12-0511", loop.Head, 1, "The line has no service segment of the transaction's guide.");
        reading.OnlyElements(loop.Head, 1);
        if (service is not null) reading.OnlyFirst(loop.All(service.Id));
        var line = Shared(loop) with { SegmentNumber = loop.Head.SegmentNumber };
        return service?.Id switch
        {
            "SV1" => Professional(line, service),
            "SV2" => Institutional(line, service),
            "SV3" => Dental(line, service),
            _ => line,
        };
    }

    private string ServiceId => kind switch { ClaimKind.Institutional => "SV2", ClaimKind.Dental => "SV3", _ => "SV1" };

    private ClaimLine Professional(ClaimLine line, X12SegmentValue service)
    {
        reading.OnlyElements(service, 1, 2, 3, 4, 5, 7, 9, 11, 12, 15);
        return line with
        {
            Service = reading.Service(service, 1),
            BilledAmount = reading.Number(service, 2) ?? 0,
            UnitCode = ModelReading.Text(service, 3),
            Quantity = reading.Number(service, 4),
            FacilityCode = ModelReading.Text(service, 5),
            DiagnosisPointers = Pointers(service, 7),
            IsEmergency = service.Element(9) == "Y",
            IsEpsdt = service.Element(11) == "Y",
            IsFamilyPlanning = service.Element(12) == "Y",
            CopayStatusCode = ModelReading.Text(service, 15),
        };
    }

    private ClaimLine Institutional(ClaimLine line, X12SegmentValue service)
    {
        reading.OnlyElements(service, 1, 2, 3, 4, 5, 7);
        return line with
        {
            RevenueCode = ModelReading.Text(service, 1),
            Service = reading.Service(service, 2),
            BilledAmount = reading.Number(service, 3) ?? 0,
            UnitCode = ModelReading.Text(service, 4),
            Quantity = reading.Number(service, 5),
            NonCoveredAmount = reading.Number(service, 7),
        };
    }

    private ClaimLine Dental(ClaimLine line, X12SegmentValue service)
    {
        reading.OnlyElements(service, 1, 2, 3, 4, 5, 6, 11);
        return line with
        {
            Service = reading.Service(service, 1),
            BilledAmount = reading.Number(service, 2) ?? 0,
            FacilityCode = ModelReading.Text(service, 3),
            OralCavityAreas = Components(service, 4),
            ProsthesisCode = ModelReading.Text(service, 5),
            Quantity = reading.Number(service, 6),
            DiagnosisPointers = Pointers(service, 11),
        };
    }

    private ClaimLine Shared(LoopNode loop) => new()
    {
        Number = reading.Whole(loop.Head, 1) ?? 0,
        BilledAmount = 0,
        Teeth = [.. loop.All("TOO").Select(ToothOf)],
        Drug = loop.LoopsOf("LIN").FirstOrDefault() is { } drug ? DrugOf(drug, loop.LoopsOf("LIN").Skip(1)) : null,
        Dates = ClaimReading.Plain(loop, "DTP", 3, ModelReading.Dtp),
        Amounts = ClaimReading.Plain(loop, "AMT", 2, segment => new QualifiedAmount(segment.Element(1), reading.Number(segment, 2) ?? 0)),
        Quantities = ClaimReading.Plain(loop, "QTY", 2, segment => new QualifiedQuantity(segment.Element(1), reading.Number(segment, 2) ?? 0)),
        References = ClaimReading.Plain(loop, "REF", 3, ModelReading.ReferenceOf),
        Attachments = [.. loop.All("PWK").Where(ClaimReading.IsPlainAttachment).Select(ClaimReading.AttachmentOf)],
        Notes = ClaimReading.Plain(loop, "NTE", 2, note => new Note(note.Element(1), note.Element(2))),
        Providers = [.. loop.LoopsOf("NM1").Select(party => PartyReading.Read(reading, party))],
        Adjudications = [.. loop.LoopsOf("SVD").Select(AdjudicationOf)],
        Forms = [.. loop.LoopsOf("LQ").SelectMany(form => form.Segments)],
        Others = [.. ClaimReading.Others(loop, "LX", ServiceId, "TOO", "QTY"), .. loop.All("QTY").Where(segment => !ModelReading.IsPlain(segment, 2))],
    };

    private Tooth ToothOf(X12SegmentValue tooth)
    {
        reading.OnlyElements(tooth, 1, 2, 3);
        reading.OnlyValue(tooth, 1, "JP");
        return new(tooth.Element(2), string.Concat(Components(tooth, 3)));
    }

    private Drug DrugOf(LoopNode loop, IEnumerable<LoopNode> more)
    {
        var price = loop.First("CTP");
        reading.OnlyElements(loop.Head, 2, 3);
        reading.OnlyValue(loop.Head, 2, "N4");
        if (price is not null)
        {
            reading.OnlyElements(price, 4, 5);
            reading.OnlyComponents(price, 5, 1);
        }
        reading.OnlyFirst(loop.All("CTP"));
        foreach (var other in more) reading.OnlyFirst([loop.Head, .. other.Segments]);
        return new(loop.Head.Element(3), reading.Number(price, 4), ModelReading.Text(price, 5, 1))
        {
            References = ClaimReading.Plain(loop, "REF", 3, ModelReading.ReferenceOf),
            Others = ClaimReading.Others(loop, "LIN", "CTP"),
        };
    }

    private LineAdjudication AdjudicationOf(LoopNode loop)
    {
        reading.OnlyElements(loop.Head, 1, 2, 3, 4, 5, 6);
        return new()
        {
            PayerId = loop.Head.Element(1),
            PaidAmount = reading.Number(loop.Head, 2) ?? 0,
            Service = reading.Service(loop.Head, 3),
            RevenueCode = ModelReading.Text(loop.Head, 4),
            PaidUnits = reading.Number(loop.Head, 5),
            BundledLineNumber = reading.Whole(loop.Head, 6),
            Adjustments = reading.Adjustments(loop.All("CAS")),
            Dates = ClaimReading.Plain(loop, "DTP", 3, ModelReading.Dtp),
            Amounts = ClaimReading.Plain(loop, "AMT", 2, segment => new QualifiedAmount(segment.Element(1), reading.Number(segment, 2) ?? 0)),
            Others = ClaimReading.Others(loop, "SVD", "CAS"),
        };
    }

    private static ImmutableArray<string> Components(X12SegmentValue segment, int element) =>
        [.. Enumerable.Range(1, segment.ComponentCount(element)).Select(number => segment.Component(element, number)).Where(part => part.Length > 0)];

    private static ImmutableArray<int> Pointers(X12SegmentValue segment, int element) =>
        [.. Components(segment, element).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0)];
}
