using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>Reads 837 transaction sets into claims, one claim at a time, so that a transaction set of any size is read in the memory of one claim.</summary>
internal sealed class ClaimReading(ModelReading reading)
{
    private readonly Party _nobody = new() { EntityCode = "" };
    private readonly Party _unknownPayer = new() { EntityCode = "PR" };

    private string _group = "";
    private ClaimKind _kind;
    private Party? _billing;
    private string? _currency;
    private Party? _payToAddress;
    private Party? _payToPlan;
    private ImmutableArray<X12SegmentValue> _billingOthers = [];
    private Subscriber? _subscriber;
    private Party? _payer;
    private DependentPatient? _patient;
    private bool _isSelf;

    /// <summary>In order: a <see cref="ClaimSubmission"/> without claims for each 837, then its <see cref="Claim"/>s. Sets of other kinds are passed over.</summary>
    public IEnumerable<object> Read(IEnumerable<X12SegmentValue> segments)
    {
        var isClaims = false;
        foreach (var unit in SegmentUnits.Of(segments, "ISA", "GS", "ST", "HL", "CLM", "SE", "GE", "IEA"))
        {
            switch (unit[0].Id)
            {
                case "GS":
                    // Before 005010 the transaction set does not name its guide, but the group does.
                    _group = unit[0].Element(8);
                    break;
                case "ST":
                    isClaims = unit[0].Element(1) == "837";
                    if (isClaims) yield return ReadHeader(unit);
                    break;
                case "HL" when isClaims:
                    ReadLevel(unit);
                    break;
                case "CLM" when isClaims:
                    yield return ReadClaim(unit);
                    break;
                default:
                    break;
            }
        }
    }

    private ClaimSubmission ReadHeader(IReadOnlyList<X12SegmentValue> unit)
    {
        var root = LoopNode.Of(unit, ClaimGuide.Level);
        _kind = ClaimGuide.KindOf(ModelReading.Text(root.Head, 3) ?? _group);
        (_billing, _currency, _payToAddress, _payToPlan, _subscriber, _payer, _patient) = (null, null, null, null, null, null, null);
        _billingOthers = [];
        var begin = root.First("BHT");
        if (begin is not null) CheckBegin(begin);
        reading.OnlyElements(root.Head, 1, 2, 3);
        return new()
        {
            Kind = _kind,
            ControlNumber = root.Head.Element(2),
            PurposeCode = ModelReading.Text(begin, 2) ?? "00",
            Reference = ModelReading.Text(begin, 3) ?? "",
            CreatedAt = (QualifiedDate.Day(ModelReading.Text(begin, 4) ?? "") ?? DateOnly.MinValue)
                .ToDateTime(QualifiedDate.Hour(ModelReading.Text(begin, 5) ?? "", 0) ?? TimeOnly.MinValue),
            ClaimTypeCode = ModelReading.Text(begin, 6) ?? "CH",
            Submitter = Only(root, "41") ?? _nobody with { EntityCode = "41" },
            Receiver = Only(root, "40") ?? _nobody with { EntityCode = "40" },
            Others = Leftover(root, ["ST", "BHT"], ["41", "40"]),
        };
    }

    private void CheckBegin(X12SegmentValue begin)
    {
        reading.OnlyElements(begin, 1, 2, 3, 4, 5, 6);
        reading.OnlyValue(begin, 1, "0019");
        if (ModelReading.Text(begin, 4) is { } date && QualifiedDate.Day(date) is null)
            reading.Warn("X12-0505", begin, 4, "The date cannot be read; it is taken as absent.");
        if (ModelReading.Text(begin, 5) is { } time && (time.Length != 4 || QualifiedDate.Hour(time, 0) is null))
            reading.Warn("X12-0506", begin, 5, "The model keeps hours and minutes of the time only.");
    }

    private void ReadLevel(IReadOnlyList<X12SegmentValue> unit)
    {
        var level = LoopNode.Of(unit, ClaimGuide.Level);
        switch (level.Head.Element(3))
        {
            case "20": ReadBillingProvider(level); break;
            case "22": ReadSubscriber(level); break;
            case "23": ReadPatient(level); break;
            default: reading.Warn("X12-0507", level.Head, 3, "The hierarchical level is not one of a claim; its segments are not kept."); break;
        }
    }

    private void ReadBillingProvider(LoopNode level)
    {
        (_subscriber, _payer, _patient) = (null, null, null);
        var billing = Only(level, "85") ?? Only(level, "87");
        var provider = level.First("PRV");
        _billing = (billing ?? _nobody with { EntityCode = "85" }) with
        {
            ProviderRoleCode = ModelReading.Text(provider, 1) ?? billing?.ProviderRoleCode,
            TaxonomyCode = ModelReading.Text(provider, 3) ?? billing?.TaxonomyCode,
        };
        var currency = level.First("CUR");
        _currency = ModelReading.Text(currency, 2);
        if (provider is not null) OnlyProvider(provider);
        if (currency is not null) OnlyCurrency(currency);
        _payToAddress = billing?.EntityCode == "85" ? Only(level, "87") : null;
        _payToPlan = Only(level, "PE");
        _billingOthers = Leftover(level, ["HL", "PRV", "CUR"], billing?.EntityCode == "85" ? ["85", "87", "PE"] : ["87", "PE"]);
    }

    private void OnlyProvider(X12SegmentValue provider)
    {
        reading.OnlyElements(provider, 1, 2, 3);
        reading.OnlyValue(provider, 2, "PXC");
    }

    private void OnlyCurrency(X12SegmentValue currency)
    {
        reading.OnlyElements(currency, 1, 2);
        reading.OnlyValue(currency, 1, "85");
    }

    private void ReadSubscriber(LoopNode level)
    {
        _patient = null;
        var (coverage, patient) = (level.First("SBR"), level.First("PAT"));
        if (coverage is not null)
        {
            reading.OnlyElements(coverage, 1, 2, 3, 4, 5, 9);
            reading.OnlyValue(coverage, 2, "18");
        }
        if (patient is not null) OnlyFacts(patient, 5, 6, 7, 8, 9);
        _isSelf = ModelReading.Text(coverage, 2) is not null;
        _subscriber = new()
        {
            Person = Only(level, "IL") ?? _nobody with { EntityCode = "IL" },
            PayerResponsibilityCode = ModelReading.Text(coverage, 1) ?? "U",
            GroupNumber = ModelReading.Text(coverage, 3),
            GroupName = ModelReading.Text(coverage, 4),
            InsuranceTypeCode = ModelReading.Text(coverage, 5),
            FilingIndicatorCode = ModelReading.Text(coverage, 9),
            DeathDate = reading.Date(patient, 6),
            WeightPounds = reading.Number(patient, 8),
            IsPregnant = ModelReading.Text(patient, 9) == "Y",
            Others = Leftover(level, ["HL", "SBR", "PAT"], ["IL", "PR"]),
        };
        _payer = Only(level, "PR");
    }

    private void ReadPatient(LoopNode level)
    {
        var patient = level.First("PAT");
        if (patient is not null) OnlyFacts(patient, 1, 5, 6, 7, 8, 9);
        _patient = new()
        {
            Person = Only(level, "QC") ?? _nobody with { EntityCode = "QC" },
            RelationshipCode = ModelReading.Text(patient, 1) ?? "",
            DeathDate = reading.Date(patient, 6),
            WeightPounds = reading.Number(patient, 8),
            IsPregnant = ModelReading.Text(patient, 9) == "Y",
            Others = Leftover(level, ["HL", "PAT"], ["QC"]),
        };
    }

    private void OnlyFacts(X12SegmentValue patient, params ReadOnlySpan<int> modelled)
    {
        reading.OnlyElements(patient, modelled);
        reading.OnlyValue(patient, 5, "D8");
        reading.OnlyValue(patient, 7, "01");
        reading.OnlyValue(patient, 9, "Y");
    }

    private Party? Only(LoopNode level, string entityCode) =>
        level.LoopsOf("NM1").FirstOrDefault(loop => loop.Head.Element(1) == entityCode) is { } loop ? PartyReading.Read(reading, loop) : null;

    // Segments of a level that are not modelled, then its loops that are not.
    private static ImmutableArray<X12SegmentValue> Leftover(LoopNode level, string[] segments, string[] parties)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var others = ImmutableArray.CreateBuilder<X12SegmentValue>();
        others.AddRange(level.Segments.Where(segment => Array.IndexOf(segments, segment.Id) < 0 || !seen.Add(segment.Id)));
        foreach (var loop in level.Loops)
            if (Array.IndexOf(parties, loop.Head.Element(1)) < 0 || !seen.Add("NM1" + loop.Head.Element(1)))
                others.AddRange(loop.Segments);
        return others.ToImmutable();
    }

    private Claim ReadClaim(IReadOnlyList<X12SegmentValue> unit)
    {
        var root = LoopNode.Of(unit, ClaimGuide.Shape);
        var head = root.Head;
        reading.OnlyElements(head, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20);
        if (_billing is null || _subscriber is null)
            reading.Error("X12-0509", head, 0, "The claim stands under no billing provider or no subscriber.");
        else if (_isSelf != (_patient is null))
            reading.Warn("X12-0510", head, 0, "SBR02 of the subscriber says the patient is another one than the hierarchy does; the hierarchy is believed.");
        var stay = root.First("CL1");
        var teeth = root.First("DN1");
        OnlyClaim(root, stay, teeth);
        return new()
        {
            Kind = _kind,
            PatientControlNumber = head.Element(1),
            BilledAmount = reading.Number(head, 2) ?? 0,
            FacilityCode = head.Component(5, 1),
            FrequencyCode = head.Component(5, 3),
            ProviderSignatureCode = ModelReading.Text(head, 6),
            AssignmentCode = ModelReading.Text(head, 7),
            BenefitsAssignmentCode = ModelReading.Text(head, 8),
            ReleaseOfInformationCode = ModelReading.Text(head, 9),
            PatientSignatureSourceCode = ModelReading.Text(head, 10),
            RelatedCauses = ModelReading.Text(head, 11) is null
                ? null
                : new(head.Component(11, 1), ModelReading.Text(head, 11, 2), ModelReading.Text(head, 11, 4), ModelReading.Text(head, 11, 5)),
            SpecialProgramCode = ModelReading.Text(head, 12),
            SubmissionReasonCode = ModelReading.Text(head, 19),
            DelayReasonCode = ModelReading.Text(head, 20),
            Stay = stay is null ? null : new(ModelReading.Text(stay, 1), ModelReading.Text(stay, 2), ModelReading.Text(stay, 3)),
            Orthodontics = teeth is null
                ? null
                : new(reading.Number(teeth, 1), reading.Number(teeth, 2), ModelReading.Text(teeth, 3), ModelReading.Text(teeth, 4)),
            ToothStatuses = [.. root.All("DN2").Select(tooth => new ToothStatus(tooth.Element(1), tooth.Element(2)))],
            Codes = [.. root.All("HI").SelectMany(CodesOf)],
            Dates = Plain(root, "DTP", 3, ModelReading.Dtp),
            Amounts = Plain(root, "AMT", 2, Amount),
            References = Plain(root, "REF", 3, ModelReading.ReferenceOf),
            Attachments = [.. root.All("PWK").Where(IsPlainAttachment).Select(AttachmentOf)],
            Notes = Plain(root, "NTE", 2, note => new Note(note.Element(1), note.Element(2))),
            Providers = [.. root.LoopsOf("NM1").Select(loop => PartyReading.Read(reading, loop))],
            OtherSubscribers = [.. root.LoopsOf("SBR").Select(ReadOtherSubscriber)],
            Lines = [.. root.LoopsOf("LX").Select(new ClaimLineReading(reading, _kind).Read)],
            BillingProvider = _billing ?? _nobody with { EntityCode = "85" },
            CurrencyCode = _currency,
            PayToAddress = _payToAddress,
            PayToPlan = _payToPlan,
            Subscriber = _subscriber ?? new() { Person = _nobody with { EntityCode = "IL" } },
            Payer = _payer ?? _unknownPayer,
            Patient = _patient,
            BillingOthers = _billingOthers,
            Others = Others(root, "CLM", "CL1", "DN1", "DN2", "HI"),
            SegmentNumber = head.SegmentNumber,
        };
    }

    private void OnlyClaim(LoopNode root, X12SegmentValue? stay, X12SegmentValue? teeth)
    {
        reading.OnlyComponents(root.Head, 5, 1, 2, 3);
        if (root.Head.Component(5, 2) is { Length: > 0 } kind && kind != ClaimGuide.FacilityQualifier(_kind))
            reading.Warn("X12-0506", root.Head, 5, $"The second component is not {ClaimGuide.FacilityQualifier(_kind)}; it is not kept.");
        reading.OnlyComponents(root.Head, 11, 1, 2, 4, 5);
        if (stay is not null) reading.OnlyElements(stay, 1, 2, 3);
        if (teeth is not null) reading.OnlyElements(teeth, 1, 2, 3, 4);
        reading.OnlyFirst(root.All("CL1"));
        reading.OnlyFirst(root.All("DN1"));
        foreach (var tooth in root.All("DN2"))
        {
            reading.OnlyElements(tooth, 1, 2, 6);
            reading.OnlyValue(tooth, 6, "JP");
        }
    }

    private IEnumerable<ClaimCode> CodesOf(X12SegmentValue segment)
    {
        for (var number = 1; number <= segment.ElementCount; number++)
        {
            if (ModelReading.Text(segment, number) is null) continue;
            reading.OnlyComponents(segment, number, 1, 2, 3, 4, 5, 6, 9);
            var qualifier = segment.Component(number, 1);
            var amount = ModelReading.Text(segment, number, 5);
            var quantity = ModelReading.Text(segment, number, 6);
            yield return new(qualifier, segment.Component(number, 2))
            {
                Date = ModelReading.Text(segment, number, 3) is { } format ? new(qualifier, format, segment.Component(number, 4)) : null,
                Amount = Number(segment, number, amount),
                Quantity = Number(segment, number, quantity),
                PresentOnAdmissionCode = ModelReading.Text(segment, number, 9),
                SegmentNumber = segment.SegmentNumber,
            };
        }
    }

    private decimal? Number(X12SegmentValue segment, int element, string? text)
    {
        if (text is null) return null;
        if (ModelReading.TryNumber(text, out var number)) return number;
        reading.Warn("X12-0504", segment, element, "The number cannot be read; it is taken as absent.");
        return null;
    }

    private OtherSubscriber ReadOtherSubscriber(LoopNode loop)
    {
        var (coverage, consent) = (loop.Head, loop.First("OI"));
        reading.OnlyElements(coverage, 1, 2, 3, 4, 5, 9);
        if (consent is not null) reading.OnlyElements(consent, 3, 4, 6);
        reading.OnlyFirst(loop.All("OI"));
        var parties = loop.LoopsOf("NM1").Select(party => PartyReading.Read(reading, party)).ToList();
        var person = parties.Find(party => party.EntityCode == "IL");
        var payer = parties.Find(party => party.EntityCode == "PR");
        return new()
        {
            PayerResponsibilityCode = coverage.Element(1),
            RelationshipCode = coverage.Element(2),
            GroupNumber = ModelReading.Text(coverage, 3),
            GroupName = ModelReading.Text(coverage, 4),
            InsuranceTypeCode = ModelReading.Text(coverage, 5),
            FilingIndicatorCode = ModelReading.Text(coverage, 9),
            Adjustments = reading.Adjustments(loop.All("CAS")),
            Amounts = Plain(loop, "AMT", 2, Amount),
            BenefitsAssignmentCode = ModelReading.Text(consent, 3),
            PatientSignatureSourceCode = ModelReading.Text(consent, 4),
            ReleaseOfInformationCode = ModelReading.Text(consent, 6),
            Person = person ?? _nobody with { EntityCode = "IL" },
            Payer = payer ?? _unknownPayer,
            Providers = [.. parties.Where(party => !ReferenceEquals(party, person) && !ReferenceEquals(party, payer))],
            Others = Others(loop, "SBR", "CAS", "OI"),
        };
    }

    private QualifiedAmount Amount(X12SegmentValue segment) => new(segment.Element(1), reading.Number(segment, 2) ?? 0);

    internal static bool IsPlainAttachment(X12SegmentValue segment) =>
        ModelReading.IsPlain(segment, 6) && segment.View.Element(3).IsEmpty && segment.View.Element(4).IsEmpty
        && segment.Element(5) is "" or "AC";

    internal static Attachment AttachmentOf(X12SegmentValue segment) =>
        new(segment.Element(1), segment.Element(2), ModelReading.Text(segment, 6));

    internal static ImmutableArray<T> Plain<T>(LoopNode loop, string id, int last, Func<X12SegmentValue, T> value) =>
        [.. loop.All(id).Where(segment => ModelReading.IsPlain(segment, last)).Select(value)];

    /// <summary>What the models of a loop leave over: segments that are not modelled, and those that say more than their model can.</summary>
    internal static ImmutableArray<X12SegmentValue> Others(LoopNode loop, params string[] modelled) =>
    [
        .. loop.Segments.Where(segment => segment.Id switch
        {
            "DTP" or "REF" => !ModelReading.IsPlain(segment, 3),
            "AMT" or "NTE" => !ModelReading.IsPlain(segment, 2),
            "PWK" => !IsPlainAttachment(segment),
            var id => Array.IndexOf(modelled, id) < 0,
        }),
    ];
}
