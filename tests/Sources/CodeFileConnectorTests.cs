using System.Text;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;
using Carelake.Sources;

namespace Carelake.Tests.Sources;

public sealed class CodeFileConnectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-codes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_order_file_gives_codes_with_their_dot_and_version()
    {
        Write("icd10cm_order_2025.txt", "00001 A00     0 Short                                                        Long of A00\r\n"
            + "00002 A000    1 Short, too                                                   Long of A00.0\r\n");

        var extract = (await PullAsync("icd10cm", "icd10cm_order_*.txt", new() { ["valid_from"] = "2024-10-01" })).Single();

        Text(extract, "SELECT string_agg(concat_ws('|', code_system, version, code, is_billable, short_title, long_title, valid_from, source_line), ';') FROM extract")
            .ShouldBe("ICD-10-CM|2025|A00|false|Short|Long of A00|2024-10-01|1;ICD-10-CM|2025|A00.0|true|Short, too|Long of A00.0|2024-10-01|2");
    }

    [Fact]
    public async Task Hcpcs_records_are_joined_and_disclaimers_skipped()
    {
        Write("HCPC2019.txt", "***Disclaimers\t\r\n" + Record("A0001", '3', "First part", "Short one") + Record("A0001", '4', "and the rest", "")
            + Record("   A1", '7', "A modifier", "Mod") + "the end\r\n");

        var extract = (await PullAsync("hcpcs", "HCPC2019.txt", [])).Single();

        Text(extract, "SELECT string_agg(concat_ws('|', version, code, is_modifier, long_description, short_description, added_date, action_code), ';') FROM extract")
            .ShouldBe("2019|A0001|false|First part and the rest|Short one|2019-01-01|N;2019|A1|true|A modifier|Mod|2019-01-01|N");
    }

    [Fact]
    public async Task A_cpt_file_is_read_by_its_column_names_and_ranges_are_no_codes()
    {
        Write("cpt.csv", "Category,CPT Codes,Description,Code Status\nX,34830,\"[withheld], a\",No Change\nX,34831-34840,heading ,\nX,2029F,b,New\n");
        Dictionary<string, string> columns = new()
        {
            ["version"] = "2024", ["code_column"] = "cpt codes", ["description_column"] = "Description", ["status_column"] = "Code Status",
        };

        var extract = (await PullAsync("cpt", "cpt.csv", columns)).Single();

        Text(extract, "SELECT string_agg(concat_ws('|', version, code, is_code, description, coalesce(status, '-')), ';') FROM extract")
            .ShouldBe("2024|34830|true|[withheld], a|No Change;2024|34831-34840|false|heading|-;2024|2029F|true|b|New");
    }

    [Theory]
    [InlineData("icd10cm")]
    [InlineData("hcpcs")]
    public async Task Another_file_is_refused(string connector)
    {
        Write("codes2024.txt", "a,b,c\n1,2,3\n");

        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(connector, "codes2024.txt", []))).Code.ShouldBe("SRC-0024");
    }

    [Fact]
    public async Task The_same_release_comes_once()
    {
        Write("icd10cm_order_2025.txt", "00001 A00     0 Short                                                        Long of A00\r\n");
        var state = (await PullAsync("icd10cm", "icd10cm_order_2025.txt", [])).Single().NextState;

        (await PullAsync("icd10cm", "icd10cm_order_2025.txt", [], state)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("icd10cm", "data/terminology/icd10cm/icd10cm_order_2025.txt.gz", 97584)]
    [InlineData("hcpcs", "data/terminology/hcpcs/HCPC2019_CONTR_ANWEB.txt.gz", 6800)]
    public async Task Published_files_are_read_whole(string connector, string path, long count)
    {
        var extract = (await PullAsync(connector, SharedData.Path(path), [])).Single();

        extract.RowCount.ShouldBe(count);
        Text(extract, "SELECT count(DISTINCT source_line) || ' ' || count(code) FROM extract").ShouldBe($"{count} {count}");
    }

    [Fact]
    public void Every_connector_of_the_catalog_has_its_own_name_and_an_unknown_one_is_said_plainly()
    {
        foreach (var name in ConnectorCatalog.Names)
            ConnectorCatalog.Create(name, "x").Name.ShouldBe(name);
        Should.Throw<CarelakeException>(() => ConnectorCatalog.Create("oracle", "x")).Code.ShouldBe("SRC-0010");
    }

    private static string Record(string code, char type, string longText, string shortText)
    {
        var record = new StringBuilder(new string(' ', 320));
        void Put(int first, string text) => record.Remove(first - 1, text.Length).Insert(first - 1, text);
        Put(1, code);
        Put(11, type.ToString());
        Put(12, longText);
        Put(92, shortText);
        Put(269, "20190101");
        Put(293, "N");
        return record + "\r\n";
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private async Task<List<Extract>> PullAsync(string connector, string path, Dictionary<string, string> settings, string? state = null)
    {
        var pull = new TablePull
        {
            SourceId = "codes",
            Table = connector,
            Settings = new Dictionary<string, string>(settings) { ["path"] = path },
            State = state,
            ScratchFolder = Directory.CreateDirectory(Path.Combine(_folder, "scratch")).FullName,
            ProjectFolder = _folder,
        };
        var extracts = new List<Extract>();
        await foreach (var extract in ConnectorCatalog.Create(connector, "codes").ReadAsync(pull, default))
            extracts.Add(extract);
        return extracts;
    }

    private static string Text(Extract extract, string sql)
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"CREATE VIEW extract AS SELECT * FROM read_parquet({DuckDbSql.Literal(extract.Path)})");
        return connection.Scalar<string>(sql);
    }
}
