using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Tests.Lake.Pipeline;

namespace Carelake.Tests.Lake.Catalog;

public sealed class WhyQueryTests : IDisposable
{
    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_figure_opens_down_to_the_lines_of_the_file()
    {
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\n")
            .Csv("bills", "id,person,amount\nb1,p1,10.50\nbad\nb2,\"p\n1\",20.00\nb3,p1,1.25\n", isFull: true);
        await _lake.RunWellAsync();

        var figure = await AskAsync("gold.kpi_billed", []);

        figure.RowCount.ShouldBe(1);
        var fact = figure.Under.ShouldHaveSingleItem();
        fact.Table.ShouldBe("gold.fact_bill");
        fact.RowCount.ShouldBe(3);
        var bronze = fact.Under.ShouldHaveSingleItem().Under.ShouldHaveSingleItem();
        bronze.Table.ShouldBe("bronze.emr_bills");
        bronze.Records.Select(record => (record.Position, record.Line, record.Text)).ShouldBe(
            [(1, 2, "b1,p1,10.50"), (2, 4, "b2,\"p\n1\",20.00"), (3, 6, "b3,p1,1.25")]);
        bronze.Records[0].LandingFile.ShouldStartWith("landing/");
    }

    [Fact]
    public async Task Only_the_rows_asked_for_are_followed()
    {
        _lake.Source.Csv("bills", "id,person,amount\nb1,p1,10.50\nb2,p1,20.00\n", isFull: true);
        await _lake.RunWellAsync();

        var fact = await AskAsync("gold.fact_bill", new() { ["bill_id"] = "b2" });

        fact.Under.Single().Under.Single().Records.ShouldHaveSingleItem().Text.ShouldBe("b2,p1,20.00");
    }

    [Theory]
    [InlineData("gold.nothing", "a", "LAKE-0701")]
    [InlineData("gold.fact_bill", "colour", "LAKE-0702")]
    [InlineData("gold.fact_bill", "bill_id", "LAKE-0703")]
    public async Task Asking_for_what_is_not_there_is_a_clear_error(string table, string column, string code)
    {
        _lake.Source.Csv("bills", "id,person,amount\nb1,p1,10.50\n", isFull: true);
        await _lake.RunWellAsync();

        (await Should.ThrowAsync<CarelakeException>(() => AskAsync(table, new() { [column] = "none" }))).Code.ShouldBe(code);
    }

    private async Task<WhyNode> AskAsync(string table, Dictionary<string, string> keys)
    {
        var services = await _lake.ServicesAsync();
        var why = new WhyQuery(_lake.Lake, services.Engine, services.Landing, services.Operations);
        return await why.RunAsync(ProjectLoader.Load(Path.Combine(_lake.Folder, "carelake.yaml")), table, keys, 10, CancellationToken.None);
    }
}
