using System.Collections.Immutable;
using Carelake.X12;
using Carelake.X12.Claims;

namespace Carelake.Tests.X12.Claims;

/// <summary>Random submissions that keep their guide's rules; the same seed gives the same one. All people are invented.</summary>
public static class GeneratedClaims
{
    private static readonly string[] Procedures = ["99213", "99214", "83036", "87880", "90471", "J3301"];
    private static readonly string[] DentalProcedures = ["D0120", "D1110", "D2391"];
    private static readonly string[] Diagnoses = ["E119", "I10", "J029", "M545", "Z0000"];
    private static readonly string[] Npis = ["1234567893", "1245319599"];

    public static X12Envelope Envelope { get; } = new()
    {
        SenderId = "SUBMITTER", ReceiverId = "RECEIVER", CreatedAt = new DateTime(2025, 1, 15, 12, 30, 0), InterchangeControlNumber = 101, IsTest = true,
    };

    public static ClaimSubmission Submission(int seed)
    {
        var random = new Random(seed);
        var kind = (ClaimKind)random.Next(3);
        var billing = Billing(random, kind);
        return new()
        {
            Kind = kind,
            Reference = $"BATCH{random.Next(100_000)}",
            CreatedAt = new DateTime(2025, 1, 15, 12, 30, 0),
            ControlNumber = "0001",
            Submitter = new()
            {
                EntityCode = "41", Name = "NORTHSIDE BILLING", IdQualifier = "46", Id = "SUB001",
                Contacts = [new("IC", "BILLING DESK", new("TE", "5555550100"), Maybe(random, new ContactNumber("EM", "desk@example.org")))],
            },
            Receiver = new() { EntityCode = "40", Name = "EXAMPLE HEALTH PLAN", IdQualifier = "46", Id = "EHP01" },
            Claims = [.. Enumerable.Range(0, random.Next(1, 6)).Select(number => Claim(random, kind, random.Next(4) == 0 ? Billing(random, kind) : billing, number))],
        };
    }

    private static Party Billing(Random random, ClaimKind kind) => new()
    {
        EntityCode = "85", Name = $"CLINIC {random.Next(10)}", IdQualifier = "XX", Id = Pick(random, Npis),
        IsPerson = kind != ClaimKind.Institutional && random.Next(3) == 0,
        Address = new($"{random.Next(1, 900)} MAIN ST", Maybe(random, "SUITE 2"), "SPRINGFIELD", "IL", "627010001"),
        ProviderRoleCode = "BI", TaxonomyCode = "207Q00000X",
        References = [new("EI", "123456789")],
    };

    private static Claim Claim(Random random, ClaimKind kind, Party billing, int number)
    {
        var isDependent = random.Next(3) == 0;
        var lines = Enumerable.Range(1, random.Next(1, 5)).Select(line => Line(random, kind, line)).ToImmutableArray();
        var billed = lines.Sum(line => line.BilledAmount);
        var isInstitutional = kind == ClaimKind.Institutional;
        return new()
        {
            Kind = kind,
            PatientControlNumber = $"PCN{random.Next(100_000)}-{number}",
            BilledAmount = billed,
            FacilityCode = isInstitutional ? "13" : "11",
            ProviderSignatureCode = isInstitutional ? null : "Y",
            AssignmentCode = "A",
            BenefitsAssignmentCode = "Y",
            ReleaseOfInformationCode = "Y",
            Stay = isInstitutional ? new("3", "1", "01") : null,
            Codes = CodesOf(random, kind),
            Dates = isInstitutional ? [QualifiedDate.Between("434", new(2025, 1, 10), new(2025, 1, 12))] : [],
            References = random.Next(2) == 0 ? [new("G1", $"AUTH{random.Next(1000)}")] : [],
            Notes = random.Next(3) == 0 ? [new("ADD", "SEEN WITH INTERPRETER")] : [],
            Attachments = random.Next(4) == 0 ? [new("OZ", "BM", $"ATT{random.Next(1000)}")] : [],
            Providers = isInstitutional
                ? [new() { EntityCode = "71", IsPerson = true, Name = "SMITH", FirstName = "ALAN", IdQualifier = "XX", Id = "1245319599", ProviderRoleCode = "AT", TaxonomyCode = "207R00000X" }]
                : random.Next(2) == 0 ? [new() { EntityCode = "82", IsPerson = true, Name = "SMITH", FirstName = "ALAN", IdQualifier = "XX", Id = "1245319599", ProviderRoleCode = "PE", TaxonomyCode = "207Q00000X" }] : [],
            OtherSubscribers = random.Next(4) == 0 && kind == ClaimKind.Professional ? [Other(billed)] : [],
            Lines = lines,
            BillingProvider = billing,
            Subscriber = new()
            {
                Person = Person(random, "IL") with { IdQualifier = "MI", Id = $"MEM{random.Next(10_000):0000}" },
                GroupNumber = Maybe(random, "GRP100"),
                FilingIndicatorCode = "CI",
            },
            Payer = new() { EntityCode = "PR", Name = "EXAMPLE HEALTH PLAN", IdQualifier = "PI", Id = "EHP01" },
            Patient = isDependent ? new() { Person = Person(random, "QC"), RelationshipCode = "19" } : null,
        };
    }

    private static ImmutableArray<ClaimCode> CodesOf(Random random, ClaimKind kind) => kind switch
    {
        ClaimKind.Dental => [],
        ClaimKind.Institutional =>
        [
            new("ABK", Pick(random, Diagnoses)) { PresentOnAdmissionCode = "Y" },
            new("ABF", Pick(random, Diagnoses)) { PresentOnAdmissionCode = Maybe(random, "N") },
            new("BH", "11") { Date = new("BH", "D8", "20250101") },
            new("BE", "80") { Amount = random.Next(1, 9) },
            new("BG", "17"),
        ],
        _ => [new("ABK", Pick(random, Diagnoses)), .. Enumerable.Range(0, random.Next(4)).Select(_ => new ClaimCode("ABF", Pick(random, Diagnoses)))],
    };

    private static ClaimLine Line(Random random, ClaimKind kind, int number)
    {
        var line = new ClaimLine
        {
            Number = number,
            BilledAmount = random.Next(1, 100_000) / 100m,
            Quantity = random.Next(1, 5),
            Dates = [QualifiedDate.On("472", new DateOnly(2025, 1, 10).AddDays(random.Next(3)))],
            References = random.Next(2) == 0 ? [new("6R", $"L{random.Next(1000)}")] : [],
        };
        return kind switch
        {
            ClaimKind.Institutional => line with { RevenueCode = "0450", UnitCode = "UN", Service = new("HC", Pick(random, Procedures)) },
            ClaimKind.Dental => line with { Service = new("AD", Pick(random, DentalProcedures)), Teeth = random.Next(2) == 0 ? [new("12", "MO")] : [] },
            _ => line with
            {
                UnitCode = "UN",
                Service = new("HC", Pick(random, Procedures)) { Modifiers = random.Next(2) == 0 ? ["25"] : [] },
                DiagnosisPointers = [1],
                Drug = random.Next(5) == 0 ? new("00006494300", 1.5m, "ML") : null,
            },
        };
    }

    // What another payer paid and did not pay comes to what was billed.
    private static OtherSubscriber Other(decimal billed) => new()
    {
        PayerResponsibilityCode = "S",
        RelationshipCode = "18",
        FilingIndicatorCode = "CI",
        Adjustments = [new("CO", "45", billed / 2), new("PR", "1", billed - (billed / 2))],
        Amounts = [new("D", 0)],
        BenefitsAssignmentCode = "Y",
        ReleaseOfInformationCode = "Y",
        Person = new() { EntityCode = "IL", IsPerson = true, Name = "DOE", FirstName = "JANE", IdQualifier = "MI", Id = "OTH1" },
        Payer = new() { EntityCode = "PR", Name = "OTHER PLAN", IdQualifier = "PI", Id = "OTH01", Dates = [QualifiedDate.On("573", new(2025, 1, 14))] },
    };

    private static Party Person(Random random, string entityCode) => new()
    {
        EntityCode = entityCode, IsPerson = true, Name = Pick(random, ["DOE", "ROE", "POE"]), FirstName = Pick(random, ["JANE", "SAM", "MARY"]),
        Address = new("1 ELM ST", null, "SPRINGFIELD", "IL", "62704"),
        BirthDate = new DateOnly(1950, 1, 1).AddDays(random.Next(20_000)), SexCode = Pick(random, ["F", "M"]),
    };

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static T? Maybe<T>(Random random, T value) where T : class => random.Next(2) == 0 ? value : null;
}
