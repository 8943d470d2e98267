namespace Carelake.Tests.Lake.Sql;

/// <summary>Every model and mapping of the product and its examples is Spark SQL by Spark's own grammar.</summary>
public sealed class SparkGrammarTests
{
    [Fact]
    public async Task Every_model_and_mapping_is_Spark_SQL()
    {
        RequireGrammar();
        var files = Repository.Files("models", ".sql")
            .Concat(Repository.Files("examples", ".sql").Where(file => Repository.Relative(file).Split('/') is var parts
                && (parts.Contains("mappings") || parts.Contains("models"))))
            .ToList();
        files.Count.ShouldBeGreaterThan(40);

        var errors = await SparkGrammar.CheckAsync([.. files.Select(file => File.ReadAllText(file))], TestContext.Current.CancellationToken);

        files.Zip(errors).SelectMany(pair => pair.Second.Select(error => $"{Repository.Relative(pair.First)}:{error.Line}:{error.Column} {error.Message}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_grammar_refuses_what_only_DuckDB_knows()
    {
        RequireGrammar();
        string[] texts = ["select a, from t", "select * exclude (a) from t", "select [1, 2] as x from t", "select a ** 2 from t", "select a::int from t"];

        var errors = await SparkGrammar.CheckAsync(texts, TestContext.Current.CancellationToken);

        errors.Select(found => found.Length > 0).ShouldAllBe(isRefused => isRefused);
    }

    private static void RequireGrammar()
    {
        var isCertain = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(SparkGrammar.IsInstalled || isCertain, "npm ci in tests/ installs Spark's grammar.");
    }
}
