using System.Collections.Immutable;

namespace Carelake.X12.Remittances;

/// <summary>Reads 835 transaction sets, one claim payment at a time.</summary>
internal sealed class RemittanceReading(ModelReading reading)
{
    private static readonly LoopShape Header = new(("N1", ["*"]));
    private static readonly LoopShape Claim = new(("NM1", ["*"]), ("SVC", ["*"]));
    private static readonly int[] InpatientRemarks = [5, 20, 21, 22, 23];
    private static readonly int[] OutpatientRemarks = [3, 4, 5, 6, 7];
    private static readonly string[] OfClaim = ["CAS", "MIA", "MOA", "REF", "DTM", "PER", "AMT", "QTY"];
    private static readonly string[] OfLine = ["DTM", "CAS", "REF", "AMT", "QTY", "LQ"];

    private string? _headerNumber;

    /// <summary>Header of the transaction set being read, without its payments; null before the first.</summary>
    public Remittance? Remittance { get; private set; }

    /// <summary>
    /// In order: a <see cref="Remittances.Remittance"/> without payments for each transaction set, then its <see cref="ClaimPayment"/>s with the
    /// <see cref="HeaderSummary"/> before those it sums, then its <see cref="ProviderAdjustment"/>s. Sets of other kinds are passed over.
    /// </summary>
    public IEnumerable<object> Read(IEnumerable<X12SegmentValue> segments)
    {
        var isRemittance = false;
        foreach (var unit in SegmentUnits.Of(segments, "ST", "LX", "CLP", "PLB", "SE"))
        {
            var head = unit[0];
            switch (head.Id)
            {
                case "ST":
                    isRemittance = head.Element(1) == "835";
                    _headerNumber = null;
                    if (isRemittance) yield return Remittance = HeaderOf(LoopNode.Of(unit, Header));
                    break;
                case "LX" when isRemittance:
                    _headerNumber = ModelReading.Text(head, 1);
                    if (unit.Count > 1) yield return new HeaderSummary(_headerNumber, [.. unit.Skip(1)]);
                    break;
                case "CLP" when isRemittance:
                    yield return PaymentOf(LoopNode.Of(unit, Claim));
                    break;
                case "PLB" when isRemittance:
                    reading.OnlySegments(unit, "PLB");
                    foreach (var adjustment in ProviderAdjustmentsOf(head)) yield return adjustment;
                    break;
                default:
                    break;
            }
        }
    }

    private Remittance HeaderOf(LoopNode root)
    {
        var (payment, trace) = (root.First("BPR"), root.First("TRN"));
        if (payment is null || trace is null) reading.Error("X12-0515", root.Head, 0, "The remittance has no BPR or no TRN segment.");
        var parties = root.Loops.Select(loop => PartyReading.Read(reading, loop)).ToList();
        var (payer, payee) = (parties.Find(party => party.EntityCode == "PR"), parties.Find(party => party.EntityCode == "PE"));
        CheckHeader(root, payment, trace);
        return new()
        {
            HandlingCode = ModelReading.Text(payment, 1) ?? "",
            PaidAmount = reading.Number(payment, 2) ?? 0,
            CreditDebitCode = ModelReading.Text(payment, 3),
            PaymentMethodCode = ModelReading.Text(payment, 4),
            PaymentFormatCode = ModelReading.Text(payment, 5),
            PayerAccount = AccountOf(payment, 6),
            PayeeAccount = AccountOf(payment, 12),
            PaymentDate = reading.Date(payment, 16),
            TraceNumber = ModelReading.Text(trace, 2) ?? "",
            TraceOriginatorId = ModelReading.Text(trace, 3),
            CurrencyCode = ModelReading.Text(root.First("CUR"), 2),
            ProductionDate = root.All("DTM").Where(date => date.Element(1) == "405").Select(date => reading.Date(date, 2)).FirstOrDefault(),
            References = ModelReading.ReferencesOf(root.All("REF")),
            Payer = payer ?? new() { EntityCode = "PR" },
            Payee = payee ?? new() { EntityCode = "PE" },
            OtherParties = [.. parties.Where(party => !ReferenceEquals(party, payer) && !ReferenceEquals(party, payee))],
            Others = [.. root.Segments.Where((segment, index) => !IsModelled(root, segment, index))],
            ControlNumber = root.Head.Element(2),
            SegmentNumber = root.Head.SegmentNumber,
        };
    }

    private void CheckHeader(LoopNode root, X12SegmentValue? payment, X12SegmentValue? trace)
    {
        if (payment is not null) reading.OnlyElements(payment, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16);
        // The originator of the payment is named once more in TRN03.
        if (payment is not null && trace is not null) reading.OnlyValue(payment, 10, trace.Element(3));
        if (trace is not null) reading.OnlyElements(trace, 1, 2, 3);
        if (root.First("CUR") is { } currency) reading.OnlyElements(currency, 1, 2);
    }

    // Of BPR, TRN and CUR the first; of DTM the one of production.
    private static bool IsModelled(LoopNode root, X12SegmentValue segment, int index) => index == 0 || segment.Id switch
    {
        "BPR" or "TRN" or "CUR" => ReferenceEquals(segment, root.First(segment.Id)),
        "DTM" => segment.Element(1) == "405",
        "REF" => true,
        _ => false,
    };

    private static BankAccount? AccountOf(X12SegmentValue? payment, int at) =>
        (ModelReading.Text(payment, at) ?? ModelReading.Text(payment, at + 1) ?? ModelReading.Text(payment, at + 3)) is null
            ? null
            : new(ModelReading.Text(payment, at), ModelReading.Text(payment, at + 1), ModelReading.Text(payment, at + 2), ModelReading.Text(payment, at + 3));

    private ClaimPayment PaymentOf(LoopNode root)
    {
        var head = root.Head;
        reading.OnlyElements(head, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13);
        return new()
        {
            PatientControlNumber = head.Element(1),
            StatusCode = head.Element(2),
            BilledAmount = reading.Number(head, 3) ?? 0,
            PaidAmount = reading.Number(head, 4) ?? 0,
            PatientResponsibilityAmount = reading.Number(head, 5) ?? 0,
            FilingIndicatorCode = ModelReading.Text(head, 6),
            PayerControlNumber = ModelReading.Text(head, 7),
            FacilityCode = ModelReading.Text(head, 8),
            FrequencyCode = ModelReading.Text(head, 9),
            DrgCode = ModelReading.Text(head, 11),
            DrgWeight = reading.Number(head, 12),
            DischargeFraction = reading.Number(head, 13),
            Adjustments = reading.Adjustments(Own(root, "CAS")),
            Parties = [.. root.LoopsOf("NM1").Select(loop => PartyReading.NameOf(reading, loop.Head))],
            Others = OthersOf(root.Segments.Skip(1).Concat(root.LoopsOf("NM1").SelectMany(loop => loop.Segments.Skip(1))), OfClaim),
            Remarks = [.. Remarks(Own(root, "MIA"), InpatientRemarks), .. Remarks(Own(root, "MOA"), OutpatientRemarks)],
            Adjudication = [.. Own(root, "MIA"), .. Own(root, "MOA")],
            References = ModelReading.ReferencesOf(Own(root, "REF")),
            Dates = [.. Own(root, "DTM").Select(ModelReading.Dtm)],
            Contacts = [.. Own(root, "PER").Select(PartyReading.ContactOf)],
            Amounts = reading.AmountsOf(Own(root, "AMT")),
            Quantities = reading.QuantitiesOf(Own(root, "QTY")),
            Lines = [.. root.LoopsOf("SVC").Select(LineOf)],
            HeaderNumber = _headerNumber,
            SegmentNumber = head.SegmentNumber,
        };
    }


    // What the model of a loop has no place for; of the rest, elements that it has none for are told of.
    private ImmutableArray<X12SegmentValue> OthersOf(IEnumerable<X12SegmentValue> segments, string[] modelled)
    {
        var others = ImmutableArray.CreateBuilder<X12SegmentValue>();
        foreach (var segment in segments)
            if (Array.IndexOf(modelled, segment.Id) < 0) others.Add(segment);
            else CheckFact(segment);
        return others.ToImmutable();
    }

    private void CheckFact(X12SegmentValue segment)
    {
        switch (segment.Id)
        {
            case "REF": reading.OnlyElements(segment, 1, 2, 3); break;
            case "DTM" or "AMT" or "QTY" or "LQ": reading.OnlyElements(segment, 1, 2); break;
            case "PER": reading.OnlyElements(segment, 1, 2, 3, 4, 5, 6, 7, 8); break;
            default: break;
        }
    }

    // In 2100 the NM1 segments begin no loop: what follows them is the claim's.
    private static IEnumerable<X12SegmentValue> Own(LoopNode root, string id) =>
        root.All(id).Concat(root.LoopsOf("NM1").SelectMany(loop => loop.All(id)));

    private ServicePayment LineOf(LoopNode loop)
    {
        var head = loop.Head;
        reading.OnlyElements(head, 1, 2, 3, 4, 5, 6, 7);
        return new()
        {
            Service = reading.Service(head, 1),
            BilledAmount = reading.Number(head, 2) ?? 0,
            PaidAmount = reading.Number(head, 3) ?? 0,
            RevenueCode = ModelReading.Text(head, 4),
            PaidUnits = reading.Number(head, 5) ?? 1,
            BilledService = reading.Service(head, 6),
            BilledUnits = reading.Number(head, 7),
            Dates = [.. loop.All("DTM").Select(ModelReading.Dtm)],
            Adjustments = reading.Adjustments(loop.All("CAS")),
            References = ModelReading.ReferencesOf(loop.All("REF")),
            Amounts = reading.AmountsOf(loop.All("AMT")),
            Quantities = reading.QuantitiesOf(loop.All("QTY")),
            Others = OthersOf(loop.Segments.Skip(1), OfLine),
            Remarks = [.. loop.All("LQ").Select(remark => new RemarkCode(remark.Element(1), remark.Element(2)) { SegmentNumber = remark.SegmentNumber })],
            SegmentNumber = head.SegmentNumber,
        };
    }

    private static IEnumerable<RemarkCode> Remarks(IEnumerable<X12SegmentValue> segments, int[] elements) =>
        from segment in segments
        from element in elements
        let code = ModelReading.Text(segment, element)
        where code is not null
        select new RemarkCode("HE", code) { SegmentNumber = segment.SegmentNumber };

    private IEnumerable<ProviderAdjustment> ProviderAdjustmentsOf(X12SegmentValue segment)
    {
        for (var at = 3; at <= segment.ElementCount; at += 2)
        {
            reading.OnlyComponents(segment, at, 1, 2);
            if (ModelReading.Text(segment, at) is null && ModelReading.Text(segment, at + 1) is null) continue;
            yield return new(
                segment.Element(1), reading.Date(segment, 2), segment.Component(at, 1), ModelReading.Text(segment, at, 2),
                reading.Number(segment, at + 1) ?? 0, segment.SegmentNumber);
        }
    }
}
