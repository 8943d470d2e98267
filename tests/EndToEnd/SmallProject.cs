using System.Text.Json.Nodes;
using Carelake.Cli;

namespace Carelake.Tests.EndToEnd;

/// <summary>
/// A project in a temporary folder with one silver table and one figure, driven through the command line as a person drives it: people
/// from one source, and a second, healthy source that must never notice what the first one suffers.
/// </summary>
internal sealed class SmallProject : IDisposable
{
    private readonly List<(string Before, string After)> _changes = [];
    private readonly string _source;
    private int _files;

    /// <summary>Makes the project.</summary>
    /// <param name="source">YAML of the source <c>emr</c>, at the depth of its keys, with a table <c>people</c>.</param>
    public SmallProject(string source)
    {
        _source = source;
        Folder = Directory.CreateTempSubdirectory("carelake-small-").FullName;
        LakeFolder = Path.Combine(Folder, "lake");
        Write("models/silver/person.yml", """
            table: silver.person
            grain: one row per state of a person
            keys: [person_id]
            materialisation: scd2
            columns:
              person_id: {type: string, sensitivity: direct_identifier, description: key}
              family_name: {type: string, sensitivity: direct_identifier, description: name}
              weight: {type: int, sensitivity: open, description: weight, unit: kg}
            rules:
              - {name: key_present, type: not_null, columns: [person_id], message: key missing}
            """);
        Write("models/gold/people/person_count.yml", """
            table: gold.person_count
            grain: one row
            keys: [person_count]
            materialisation: full
            columns:
              person_count: {type: bigint, sensitivity: open, description: people}
            """);
        Write("models/gold/people/person_count.sql", """
            -- gold.person_count. One row: how many people there are.
            select count(*) as person_count from silver.person where is_current
            """);
        WriteMapping("name");
        Write("mappings/other/people.sql", Mapping("other", "name"));
        Write("other/people.csv", "id,name,weight\nz1,Zelkova,60\n");
        WriteConfiguration();
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Where its lake is; it may be set before the first run.</summary>
    public string LakeFolder { get; set; }

    /// <summary>Further lines of the configuration.</summary>
    public string Extra
    {
        get;
        set
        {
            field = value;
            WriteConfiguration();
        }
    } = "";

    /// <summary>What the last command wrote to its standard error.</summary>
    public string Error { get; private set; } = "";

    /// <summary>The last command's lines about failures: those that begin with a code.</summary>
    public IReadOnlyList<string> Failures => [.. Error.Split('\n').Where(line => FailureLine.IsMatch(line)).Select(line => line.Trim())];

    private static System.Text.RegularExpressions.Regex FailureLine { get; } =
        new("^(LAKE|SRC|DELTA|DUCK|ACC|CLI)-[0-9]{4}: ", System.Text.RegularExpressions.RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Writes a file that looks as if nobody had written it lately.</summary>
    public void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public void Write(string path, byte[] bytes)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // It is below the project's folder.
        File.WriteAllBytes(full, bytes);
        File.SetLastWriteTimeUtc(full, DateTime.UnixEpoch.AddYears(50).AddSeconds(_files++));
    }

    public string PathOf(string path) => Path.Combine(Folder, path);

    /// <summary>Writes the mapping of the source, with the column that holds the name.</summary>
    public void WriteMapping(string nameColumn) => Write("mappings/emr/people.sql", Mapping("emr", nameColumn));

    /// <summary>Changes the configuration of the source.</summary>
    public void Configure(string before, string after)
    {
        _changes.Add((before, after));
        WriteConfiguration();
    }

    /// <summary>One run, as <c>carelake run</c>.</summary>
    public Task<int> RunAsync(params string[] options) => CommandAsync(["run", .. options]);

    /// <summary>A run that fails with one clear line: code, remedy, no stack trace.</summary>
    public async Task FailsAsync(string code, string says, string remedy)
    {
        (await RunAsync()).ShouldBe(ExitCode.Failed, Error);
        var line = Failures.ShouldHaveSingleItem(Error);
        line.ShouldStartWith(code + ": ");
        line.ShouldContain(says);
        line.ShouldContain(remedy);
        Error.ShouldNotContain("   at ");
        Error.ShouldNotContain("Exception");
    }

    /// <summary>A run that has something to do and does it all.</summary>
    public async Task SucceedsAsync()
    {
        (await RunAsync()).ShouldBe(ExitCode.Done, Error);
        Failures.ShouldBeEmpty();
    }

    /// <summary>The rows of a query, columns separated by commas.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        var lines = new StringWriter();
        (await CommandAsync(["sql", sql, "--format", "csv"], lines)).ShouldBe(ExitCode.Done, Error);
        return [.. lines.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Skip(1)];
    }

    /// <summary>Names of the people in silver, in order; the figure in gold must agree with them.</summary>
    public async Task<IReadOnlyList<string>> PeopleAsync()
    {
        var people = await QueryAsync("select family_name from silver.person where is_current order by family_name nulls last");
        (await QueryAsync("select person_count from gold.person_count")).ShouldBe([$"{people.Count}"]);
        return people;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>What a command answers with <c>--json</c>.</summary>
    public async Task<JsonNode> JsonAsync(params string[] args)
    {
        var output = new StringWriter();
        (await CommandAsync([.. args, "--json"], output)).ShouldBe(ExitCode.Done, Error);
        return JsonNode.Parse(output.ToString()).ShouldNotBeNull();
    }

    /// <summary>Any command of the project.</summary>
    public Task<int> CommandAsync(params string[] args) => CommandAsync(args, new StringWriter());

    private async Task<int> CommandAsync(string[] args, TextWriter output)
    {
        var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            [.. args, "--config", PathOf("carelake.yaml"), "--lake", LakeFolder], new Terminal(output, error, isInteractive: false),
            TestContext.Current.CancellationToken);
        Error = error.ToString();
        return code;
    }

    private void WriteConfiguration()
    {
        var source = _changes.Aggregate(_source, (text, change) => text.Replace(change.Before, change.After, StringComparison.Ordinal));
        Write("carelake.yaml", $$"""
            name: small
            builtin_models: false
            models: [models]
            {{Extra}}
            facilities:
              north: {name: North, country: GB}
            sources:
              emr:
                facility: north
                retries: 0
            {{string.Join('\n', source.Split('\n').Select(line => "    " + line))}}
              other:
                connector: files
                path: other/*.csv
                facility: north
                tables:
                  people: {load: append}
            """);
    }

    private static string Mapping(string source, string nameColumn) => $"""
        -- to silver.person
        select
            cast(id as string) as person_id,
            {nameColumn} as family_name,
            try_cast(weight as int) as weight,
            cast(null as timestamp) as _effective_at,
            _source_id,
            _batch_id,
            _landing_file,
            _position
        from bronze.{source}_people
        """;
}
