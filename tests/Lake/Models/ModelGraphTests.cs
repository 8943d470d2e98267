using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake.Models;

public sealed class ModelGraphTests
{
    private const string Config = "name: demo\nbuiltin_models: false\nmodels: [models]\nsources: {}\n";

    [Fact]
    public void Models_come_after_what_they_read_and_independent_ones_share_a_level()
    {
        using var files = TemporaryProject.With(("carelake.yaml", Config));
        Gold(files, "a", "select 1 as x");
        Gold(files, "b", "select x from gold.a");
        Gold(files, "c", "select x from gold.a");
        Gold(files, "d", "with one as (select x from gold.b) select x from one where exists (select 1 from gold.c)");

        var graph = ProjectLoader.Load(files.File).Graph;

        graph.Levels.Select(level => string.Join(' ', level.Select(model => model.Name))).ShouldBe(["a", "b c", "d"]);
        graph.WithInputs(["gold.b"]).Select(model => model.Name).ShouldBe(["a", "b"]);
        graph.WithReaders(["gold.b"]).Select(model => model.Name).ShouldBe(["b", "d"]);
        graph.InputsOf("gold.d").ShouldBe(["gold.b", "gold.c"]);
    }

    [Fact]
    public void A_circle_is_an_error_that_names_its_path()
    {
        using var files = TemporaryProject.With(("carelake.yaml", Config));
        Gold(files, "a", "select x from gold.c");
        Gold(files, "b", "select x from gold.a");
        Gold(files, "c", "select x from gold.b");

        files.Problems().ShouldBe(["LAKE-0112 models/gold/s/a.sql:1:1 The models read each other in a circle: gold.a reads gold.c reads gold.b reads gold.a."]);
    }

    [Theory]
    [InlineData("select x\nfrom gold.aa", "LAKE-0111 models/gold/s/b.sql:2:6 There is no table gold.aa. Did you mean 'gold.a'?")]
    [InlineData("select x from bronze.t", "LAKE-0111 models/gold/s/b.sql:1:15 There is no table bronze.t.")]
    [InlineData("select x as y from gold.a", "LAKE-0114 models/gold/s/b.sql:1:1 The column 'x' of models/gold/s/b.yml is not put out.")]
    [InlineData("select x, x as y from gold.a", "LAKE-0114 models/gold/s/b.sql:1:1 'y' is not a column in models/gold/s/b.yml.")]
    [InlineData("select x, x + 1 from gold.a", "LAKE-0114 models/gold/s/b.sql:1:1 An output column has no name: write AS name.")]
    [InlineData("select x from gold.a; select 2", "LAKE-0110 models/gold/s/b.sql:1:1 The file must hold exactly one SELECT.")]
    [InlineData("select x frm gold.a where", "LAKE-0110 models/gold/s/b.sql:1:14 This is not valid SQL")]
    public void What_is_wrong_in_SQL_is_said_before_anything_runs(string sql, string problem)
    {
        using var files = TemporaryProject.With(("carelake.yaml", Config));
        Gold(files, "a", "select 1 as x");
        Gold(files, "b", sql);

        string.Join('\n', files.Problems()).ShouldContain(problem);
    }

    private static void Gold(TemporaryProject files, string name, string sql) => files
        .Write($"models/gold/s/{name}.sql", sql)
        .Write($"models/gold/s/{name}.yml", $$"""
            table: gold.{{name}}
            grain: one row
            materialisation: full
            columns:
              x: {type: int, sensitivity: open}
            """);
}
