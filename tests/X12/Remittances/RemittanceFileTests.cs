using System.Globalization;
using Carelake.X12;
using Carelake.X12.Remittances;

namespace Carelake.Tests.X12.Remittances;

public sealed class RemittanceFileTests
{
    public static TheoryData<string> Expected() => SharedData.Has("data/x12/835")
        ? [.. Directory.EnumerateFiles(SharedData.Path("data/x12"), "*.expected.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(SharedData.Path("."), file))]
        : ["data/x12/835"];

    public static TheoryData<string> Corpora() => [.. ModelCorpus.Names("835")];

    /// <summary>
    /// The published tables have one row a line. The program that made them takes only the first reason of each CAS segment, so the comparison
    /// does too; <see cref="Every_reason_of_a_segment_is_read"/> holds what it loses.
    /// </summary>
    [Theory]
    [MemberData(nameof(Expected))]
    public void The_published_table_of_lines_is_reproduced(string name)
    {
        var expected = File.ReadAllText(SharedData.Path(name));
        var file = RemittanceFile.Parse(ModelCorpus.Read(name.Replace(".expected.csv", ".txt", StringComparison.Ordinal)));

        PublishedTable.Of(file.Value).ShouldBe(expected);
    }

    [Fact]
    public void Every_reason_of_a_segment_is_read()
    {
        var file = RemittanceFile.Parse(ModelCorpus.Read("data/x12/835/united_healthcare_legacy_sample.txt"));
        var line = file.Value[0].Payments[1].Lines[2];

        line.Adjustments.Select(adjustment => (adjustment.GroupCode, adjustment.Carc, adjustment.Amount))
            .ShouldBe([("PR", "2", 5.13m), ("PR", "1", 110m), ("CO", "45", 184.32m)]);
        RemittanceBalance.Check(file.Value[0]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("p-835-valid")]
    [InlineData("p-835-line-out-of-balance", BalanceRule.Line)]
    [InlineData("p-835-claim-out-of-balance", BalanceRule.Claim)]
    [InlineData("p-835-transaction-out-of-balance", BalanceRule.Transaction)]
    public void Imbalances_are_found_where_they_are(string name, params BalanceRule[] rules)
    {
        var remittance = RemittanceFile.Parse(ModelCorpus.Read($"corpora/x12/authored/{name}.edi")).Value.ShouldHaveSingleItem();

        RemittanceBalance.Check(remittance).Select(found => found.Rule).Distinct().ShouldBe(rules, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_payment_and_line_of_a_public_file_is_read(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var payments = RemittanceFile.Parse(bytes).Value.SelectMany(remittance => remittance.Payments).ToList();

        payments.Count.ShouldBe(ModelCorpus.Count(bytes, "CLP"));
        payments.Sum(payment => payment.Lines.Length).ShouldBe(ModelCorpus.Count(bytes, "SVC"));
    }

    [Fact]
    public void A_remittance_is_read_whole()
    {
        var file = RemittanceFile.Parse(ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));

        file.Issues.ShouldBeEmpty();
        Golden.Check(ModelJson.Of(file.Value), "tests", "X12", "Remittances", "Golden", "valid.expected.json");
    }

    [Fact]
    public void A_reversal_takes_back_and_the_correction_follows()
    {
        const string Text =
            "ISA*00*          *00*          *ZZ*A              *ZZ*B              *250101*1200*^*00501*000000001*0*T*:~GS*HP*A*B*20250101*1200*1*X*005010X221A1~" +
            "ST*835*0001~BPR*I*20*C*ACH************20250101~TRN*1*T1*1999999999~LX*1~" +
            "CLP*P1*22*-100*-80**12*I1~CAS*CO*45*-20~CLP*P1*1*100*100**12*I2~PLB*1234567893*20251231*L6*-5*FB:X*5~SE*9*0001~GE*1*1~IEA*1*000000001~";
        var remittance = RemittanceFile.Parse(System.Text.Encoding.ASCII.GetBytes(Text)).Value.ShouldHaveSingleItem();

        remittance.Payments.Select(payment => (payment.IsReversal, payment.PaidAmount)).ShouldBe([(true, -80m), (false, 100m)]);
        remittance.ProviderAdjustments.Select(adjustment => (adjustment.ReasonCode, adjustment.Reference, adjustment.Amount))
            .ShouldBe([("L6", null, -5m), ("FB", "X", 5m)]);
        RemittanceBalance.Check(remittance).ShouldBeEmpty();
    }
}

/// <summary>The form of the published tables: a row a line, columns for as many adjustments, references and remarks as the file's lines have at most.</summary>
internal static class PublishedTable
{
    private sealed record Row(ClaimPayment Payment, ServicePayment Line, List<Adjustment> Adjustments);

    public static string Of(IEnumerable<Remittance> remittances)
    {
        var lines = new List<string>();
        foreach (var remittance in remittances)
        {
            var rows = remittance.Payments.SelectMany(payment => payment.Lines.Select(line => new Row(
                payment, line, [.. line.Adjustments.DistinctBy(adjustment => adjustment.SegmentNumber)]))).ToList();
            var (most, references, remarks) = (
                rows.Max(row => row.Adjustments.Count), rows.Max(row => row.Line.References.Length), rows.Max(row => row.Line.Remarks.Length));
            lines.Add(string.Join(',',
            [
                "", "marker", "patient", "code", "modifier", "qualifier", "allowed_units", "billed_units", "transaction_date", "charge_amount",
                "allowed_amount", "paid_amount", "payer", "start_date", "end_date", "rendering_provider",
                .. Numbered(most, i => [$"adj_{i}_amount", $"adj_{i}_code", $"adj_{i}_group"]),
                .. Numbered(references, i => [$"ref_{i}_qual", $"ref_{i}_value"]),
                .. Numbered(remarks, i => [$"rem_{i}_code", $"rem_{i}_qual"]),
            ]));
            lines.AddRange(rows.Select((row, index) => string.Join(',',
            [
                index.ToString(CultureInfo.InvariantCulture), row.Payment.PatientControlNumber, Title(row.Payment.Patient), row.Line.Service?.Code,
                row.Line.Service?.Modifiers.FirstOrDefault(), row.Line.Service?.Qualifier, Units(row.Line.PaidUnits),
                Units(row.Line.BilledUnits ?? row.Line.PaidUnits), Date(remittance.PaymentDate), Amount(row.Line.BilledAmount),
                Amount(row.Line.AllowedAmount), Amount(row.Line.PaidAmount), remittance.Payer.Name, Date(row.Line.FirstServiceDate),
                Date(row.Line.LastServiceDate), Title(row.Payment.Parties.FirstOrDefault(party => party.EntityCode == "82")),
                .. Numbered(most, i => row.Adjustments.ElementAtOrDefault(i) is { } found ? [Amount(found.Amount), found.Carc, found.GroupCode] : ["", "", ""]),
                .. Numbered(references, i => row.Line.References.ElementAtOrDefault(i) is { } found ? [found.Qualifier, found.Value] : ["", ""]),
                .. Numbered(remarks, i => row.Line.Remarks.ElementAtOrDefault(i) is { } found ? [found.Code, found.Qualifier] : ["", ""]),
            ])));
        }
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string?> Numbered(int count, Func<int, string?[]> cells) => Enumerable.Range(0, count).SelectMany(cells);

    private static string Title(Party? party) => party is null ? "" : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(party.DisplayName.ToLowerInvariant());

    private static string Units(decimal units) => units.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Amount(decimal? amount) => amount?.ToString("0.0#", CultureInfo.InvariantCulture) ?? "";
}
