using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.X12.Tables;

namespace Carelake.Tests.X12.Tables;

public sealed class X12TablesTests
{
    public static TheoryData<string> Corpora() => SharedData.Has("corpora/x12") ? [.. ModelCorpus.All()] : ["corpora/x12"];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Positions_are_unique_within_a_table(string name)
    {
        foreach (var table in Rows(name).GroupBy(row => row.Table))
            table.Select(row => row.Position).ShouldBeUnique();
    }

    [Fact]
    public void A_row_stands_at_its_segment()
    {
        var rows = Rows("corpora/x12/authored/p-835-valid.edi");
        var segments = Carelake.X12.SegmentStream.Of(ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));

        rows.Where(row => row.Table.Name == "claim_payment").ShouldAllBe(row => segments[(int)row.Position - 1].Id == "CLP");
        rows.Where(row => row.Table.Name == "service_payment").ShouldAllBe(row => segments[(int)row.Position - 1].Id == "SVC");
        rows.Where(row => row.Table.Name == "adjustment").ShouldAllBe(row => segments[(int)(row.Position / 1000) - 1].Id == "CAS");
    }

    [Fact]
    public void Amounts_of_the_tables_come_to_the_payment()
    {
        var rows = Rows("corpora/x12/authored/p-835-valid.edi");

        (Sum(rows, "claim_payment", "paid_amount") - Sum(rows, "provider_adjustment", "adjustment_amount")).ShouldBe(Sum(rows, "remittance", "paid_amount"));
        (Sum(rows, "claim_payment", "billed_amount") - Sum(rows, "adjustment", "adjustment_amount")).ShouldBe(Sum(rows, "claim_payment", "paid_amount"));
    }

    [Theory]
    [InlineData("corpora/x12/authored/p-837-valid.edi", "claims")]
    [InlineData("corpora/x12/authored/p-835-valid.edi", "remittance")]
    [InlineData("corpora/x12/linuxforhealth/271_005010X279A1/subscriber-health-benefit-check.271", "benefits")]
    [InlineData("corpora/x12/imsweb/x12_277CA_accepted.txt", "statuses")]
    public void Rows_hold_what_the_segments_hold(string name, string golden)
    {
        var text = new StringBuilder();
        foreach (var row in Rows(name))
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream)) X12RowJson.Write(json, row, "position");
            text.Append(row.Table.Name).Append(' ').Append(Encoding.UTF8.GetString(stream.ToArray())).Append('\n');
        }
        Golden.Check(text.ToString(), "tests", "X12", "Tables", "Golden", $"{golden}.expected.txt");
    }

    [Fact]
    public void A_transaction_set_without_an_end_does_not_hide_the_next()
    {
        var issues = new List<Issue>();
        var valid = Encoding.ASCII.GetString(ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));
        var cut = valid[..valid.IndexOf("SE*", StringComparison.Ordinal)];
        var rows = X12Tables.Rows(new MemoryStream(Encoding.ASCII.GetBytes(cut + valid)), issues).ToList();

        rows.Count(row => row.Table.Name == "claim_payment").ShouldBe(4);
    }

    private static List<X12Row> Rows(string name) => [.. X12Tables.Rows(new MemoryStream(ModelCorpus.Read(name)))];

    private static decimal Sum(IEnumerable<X12Row> rows, string table, string column) => rows.Where(row => row.Table.Name == table)
        .Sum(row => (decimal?)row.Values[row.Table.Columns.IndexOf(column)] ?? 0);
}
