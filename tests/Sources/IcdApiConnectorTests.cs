using System.Net;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;
using Carelake.Sources.IcdApi;

namespace Carelake.Tests.Sources;

/// <summary>Against stubs that keep to the WHO's ICD API, version 2, and NLM's Clinical Tables.</summary>
public sealed class IcdApiConnectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-icd-").FullName;
    private readonly HashSet<string> _livingTokens = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private int _tokens;
    private int _tokenUses;
    private int _usesOfAToken = int.MaxValue;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("10/2019")]
    [InlineData("11/2024-01/mms")]
    public async Task A_release_is_walked_from_the_top(string release)
    {
        using var stub = new HttpStub(Who);

        var extract = (await PullAsync(Pull(stub, new() { ["release"] = release }))).Single();

        var rows = await TextAsync(extract, "SELECT string_agg(concat_ws('/', code, parent_code, kind, is_leaf, title), ',' ORDER BY code) FROM extract");
        rows.ShouldBe("A00/I/category/false/Title of A00,A00.1/A00/category/true/Title of A00.1,I/chapter/false/Title of I");
        (await TextAsync(extract, "SELECT min(code_system) || ' ' || min(version) FROM extract"))
            .ShouldBe(release.StartsWith("10", StringComparison.Ordinal) ? "ICD-10 2019" : "ICD-11 2024-01");
    }

    [Fact]
    public async Task A_token_that_expires_on_the_way_is_renewed_once()
    {
        using var stub = new HttpStub(Who);
        _usesOfAToken = 2;

        var extract = (await PullAsync(Pull(stub, WithLogin(stub, "right")))).Single();

        (await TextAsync(extract, "SELECT count(*)::VARCHAR FROM extract")).ShouldBe("3");
        _tokens.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_secret_is_said_plainly_and_not_repeated()
    {
        using var stub = new HttpStub(Who);

        var error = await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull(stub, WithLogin(stub, "wrong"))));

        error.Code.ShouldBe("SRC-0034");
        error.ToString().ShouldNotContain("wrong");
    }

    [Fact]
    public async Task A_walk_that_was_cut_off_goes_on_where_it_stood()
    {
        using var stub = new HttpStub(Who);
        var settings = new Dictionary<string, string> { ["cache"] = "kept" };
        using (var broken = new HttpStub((request, body) => request.Url!.AbsolutePath.EndsWith("A00.1", StringComparison.Ordinal) ? (503, "") : Who(request, body)))
        {
            var error = await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull(broken, settings)));
            error.IsTransient.ShouldBeTrue();
            Directory.EnumerateFiles(Path.Combine(_folder, "scratch")).ShouldBeEmpty();
            // The service is back under the same address.
            settings["url"] = broken.Url.AbsoluteUri;
        }

        _asked.Clear();
        using var again = new HttpStub(Who, new Uri(settings["url"]));
        await PullAsync(Pull(again, settings));

        _asked.ShouldBe(["/icd/release/10/2019/A00.1"]);
    }

    [Fact]
    public async Task A_second_pull_with_nothing_new_gives_nothing()
    {
        using var stub = new HttpStub(Who);
        var state = (await PullAsync(Pull(stub, []))).Single().NextState;

        (await PullAsync(Pull(stub, []) with { State = state })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nlm_answers_with_a_bare_array()
    {
        using var stub = new HttpStub((request, _) => (200, Nlm(request)));

        var extract = (await PullAsync(Pull(stub, new() { ["service"] = "nlm", ["terms"] = "tuberc, nothing" }))).Single();

        (await TextAsync(extract, "SELECT count(*) || min(code) || max(code) FROM extract")).ShouldBe("700A0.000A0.699");
        stub.Requests.ShouldBe(3);
    }

    private static string Nlm(HttpListenerRequest request)
    {
        if (request.QueryString["terms"] == "nothing")
            return "[0,[],null,[]]";
        var offset = int.Parse(request.QueryString["offset"] ?? "0");
        var rows = Enumerable.Range(0, 700).Skip(offset).Take(int.Parse(request.QueryString["count"] ?? "7")).Select(number => $"A0.{number:D3}").ToList();
        return $"[700,[{string.Join(",", rows.Select(code => $"\"{code}\""))}],null,[{string.Join(",", rows.Select(code => $"[\"{code}\",\"title\"]"))}]]";
    }

    private (int Status, string Body) Who(HttpListenerRequest request, string body)
    {
        var path = request.Url!.AbsolutePath;
        if (path == "/connect/token")
            return Login(body);
        if (request.Headers["API-Version"] != "v2" || request.Headers["Accept-Language"] is null)
            return (400, "missing API-Version header");
        if (request.Headers["Authorization"] is { } authorization && !IsAlive(authorization))
            return (401, "");
        _asked.Add(path);
        return Entity(path) is { } entity ? (200, entity) : (404, "");
    }

    private bool IsAlive(string authorization) =>
        ++_tokenUses <= _usesOfAToken * _tokens && _livingTokens.Contains(authorization);

    private (int Status, string Body) Login(string body)
    {
        if (!body.Contains("client_secret=right", StringComparison.Ordinal) || !body.Contains("scope=icdapi_access", StringComparison.Ordinal))
            return (400, """{"error":"invalid_client"}""");
        _livingTokens.Clear();
        _livingTokens.Add($"Bearer token{++_tokens}");
        _tokenUses = _usesOfAToken == int.MaxValue ? 0 : _usesOfAToken * (_tokens - 1);
        return (200, $$"""{"access_token":"token{{_tokens}}","expires_in":3600,"token_type":"Bearer"}""");
    }

    // Ids say http and id.who.int, whoever is asked; parents are a string for ICD-10 and an array for ICD-11.
    private static string? Entity(string path)
    {
        var top = path.Contains("/11/", StringComparison.Ordinal) ? "/icd/release/11/2024-01/mms" : "/icd/release/10/2019";
        string Id(string code) => $"\"http://id.who.int{top}{(code.Length > 0 ? "/" : "")}{code}\"";
        string Parent(string code) => top.Contains("/11/", StringComparison.Ordinal) ? $"[{Id(code)}]" : Id(code);
        string Body(string code, string parent, string kind, string children) => $$"""
            {"@id": {{Id(code)}}, "parent": {{Parent(parent)}}, "code": "{{code}}", "classKind": "{{kind}}",
             "title": {"@language": "en", "@value": "Title of {{code}}"}{{children}} }
            """;
        return path[top.Length..] switch
        {
            "" => $$"""{"title": {"@language": "en", "@value": "top"}, "child": [{{Id("I")}}]}""",
            "/I" => Body("I", "", "chapter", $", \"child\": [{Id("A00")}]"),
            "/A00" => Body("A00", "I", "category", $", \"child\": [{Id("A00.1")}]"),
            "/A00.1" => Body("A00.1", "A00", "category", ""),
            _ => null,
        };
    }

    private static Dictionary<string, string> WithLogin(HttpStub stub, string secret) => new()
    {
        ["client_id"] = "us", ["client_secret"] = secret, ["token_url"] = new Uri(stub.Url, "/connect/token").AbsoluteUri,
    };

    private TablePull Pull(HttpStub stub, Dictionary<string, string> settings) => new()
    {
        SourceId = "icd",
        Table = "codes",
        Settings = new Dictionary<string, string>(settings)
        {
            ["url"] = stub.Url.AbsoluteUri, ["pace"] = "00:00:00", ["retry_delay"] = "00:00:00.001",
            ["cache"] = settings.GetValueOrDefault("cache", Guid.NewGuid().ToString("n")),
        },
        ScratchFolder = Directory.CreateDirectory(Path.Combine(_folder, "scratch")).FullName,
        ProjectFolder = _folder,
    };

    private static async Task<List<Extract>> PullAsync(TablePull pull)
    {
        var extracts = new List<Extract>();
        await foreach (var extract in new IcdApiConnector().ReadAsync(pull, default))
            extracts.Add(extract);
        return extracts;
    }

    private static Task<string> TextAsync(Extract extract, string sql)
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"CREATE VIEW extract AS SELECT * FROM read_parquet({DuckDbSql.Literal(extract.Path)})");
        return Task.FromResult(connection.Scalar<string>(sql));
    }
}
