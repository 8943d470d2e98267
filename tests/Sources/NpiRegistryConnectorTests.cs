using System.Net;
using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.NpiRegistry;

namespace Carelake.Tests.Sources;

/// <summary>Against a stub that keeps to NPPES API 2.1 and its oddities.</summary>
public sealed class NpiRegistryConnectorTests : ConnectorConformity
{
    private const string Deactivated = "2000000002";
    private readonly HttpStub _stub;
    private readonly List<string> _providers = [];
    private Uri _url;
    private Dictionary<string, string> _settings = new() { ["searches"] = "city=CRANFORD" };

    public NpiRegistryConnectorTests()
    {
        _stub = new HttpStub((request, _) => (200, Answer(request)));
        _url = _stub.Url;
    }

    protected override IConnector Connector { get; } = new NpiRegistryConnector();

    protected override int ManyRows => 900;

    public override async ValueTask DisposeAsync()
    {
        _stub.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Both_kinds_of_numbers_and_epochs_are_read()
    {
        await AddAsync(1, 2);

        var extract = (await PullAsync(Pull())).Single();

        // Odd ones come as text in milliseconds, even ones as numbers in seconds.
        Query<long>(extract, "SELECT count(DISTINCT last_updated_at) FROM extract WHERE last_updated_at = TIMESTAMPTZ '2024-03-01 00:00:00+00'").ShouldBe(1);
        Query<string>(extract, "SELECT min(taxonomy_code) || min(city) || min(enumeration_date) FROM extract").ShouldBe("208600000XCRANFORD2007-07-06");
    }

    [Fact]
    public async Task A_look_up_marks_numbers_that_the_registry_does_not_give_out()
    {
        await AddAsync(1, 1);
        _settings = new() { ["numbers"] = $"{Npi(1)}, {Deactivated}, 3086631719" };

        var extract = (await PullAsync(Pull())).Single();

        Query<string>(extract, "SELECT string_agg(npi, ',' ORDER BY npi) FROM extract WHERE NOT is_found").ShouldBe($"{Deactivated},3086631719");
        Query<string>(extract, "SELECT npi FROM extract WHERE is_found").ShouldBe(Npi(1));
        _stub.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_search_of_1000_is_paged_through()
    {
        await AddAsync(1, 1000);

        Rows(await PullAsync(Pull())).ShouldBe(1000);
        _stub.Requests.ShouldBe(6);
    }

    [Fact]
    public async Task A_search_that_is_too_wide_is_an_error_and_not_repeated_rows()
    {
        await AddAsync(1, 1300);

        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull()))).Code.ShouldBe("SRC-0032");
    }

    [Fact]
    public async Task An_error_inside_a_200_is_an_error()
    {
        _settings = new() { ["searches"] = "state=NJ" };

        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull()))).Code.ShouldBe("SRC-0033");
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_and_one_that_stays_busy_is_transient()
    {
        await AddAsync(1, 1);
        foreach (var status in (int[])[429, 503, 500])
            _stub.FailuresToCome.Enqueue(status);
        Rows(await PullAsync(Pull())).ShouldBe(1);

        foreach (var status in (int[])[503, 503, 503, 503])
            _stub.FailuresToCome.Enqueue(status);
        var error = await Should.ThrowAsync<CarelakeException>(() => PullAsync(Fresh()));
        (error.Code, error.IsTransient).ShouldBe(("SRC-0030", true));
    }

    [Fact]
    public async Task An_answer_counts_for_thirty_days()
    {
        await AddAsync(1, 1);
        var pull = Pull() with { TableSettings = new Dictionary<string, string> { ["cache"] = "kept" } };
        await PullAsync(pull with { ScratchFolder = NewScratch() });
        await PullAsync(pull with { ScratchFolder = NewScratch() });
        _stub.Requests.ShouldBe(1);

        await PullAsync(pull with { ScratchFolder = NewScratch(), Clock = new Later(TimeSpan.FromDays(31)) });
        _stub.Requests.ShouldBe(2);
    }

    protected override TablePull Pull() => Fresh();

    protected override Task AddAsync(int first, int count)
    {
        _providers.AddRange(Enumerable.Range(first, count).Select(Npi));
        return Task.CompletedTask;
    }

    protected override Task BreakAsync()
    {
        _url = new Uri($"http://127.0.0.1:{LocalServer.FreePort()}/");
        return Task.CompletedTask;
    }

    // Every pull of the suite asks anew, as if 30 days had passed.
    private TablePull Fresh() => new()
    {
        SourceId = "npi",
        Table = "providers",
        Settings = new Dictionary<string, string>(_settings)
        {
            ["url"] = _url.AbsoluteUri, ["pace"] = "00:00:00", ["retry_delay"] = "00:00:00.001", ["cache_lifetime"] = "30.00:00:00", ["cache"] = NewScratch(),
        },
        ScratchFolder = NewScratch(),
        ProjectFolder = Folder,
    };

    private static string Npi(int number)
    {
        var body = $"1{number:D8}";
        return Enumerable.Range(0, 10).Select(digit => $"{body}{digit}").Single(npi => Carelake.Core.Identifiers.Npi.IsValid(npi));
    }

    private string Answer(HttpListenerRequest request)
    {
        var query = request.QueryString;
        query["version"].ShouldBe("2.1");
        if (query["state"] is not null)
            return """{"Errors":[{"description":"Field state requires additional search criteria","field":"state","number":"13"}]}""";
        var found = query["number"] is { } number ? _providers.Where(npi => npi == number) : _providers;
        // Past skip 1000 the same rows come again.
        var page = found.Skip(Math.Min(1000, int.Parse(query["skip"] ?? "0"))).Take(Math.Min(200, int.Parse(query["limit"] ?? "10"))).ToList();
        var results = page.Select(Provider);
        return $$"""{"result_count":{{page.Count}},"results":[{{string.Join(",", results)}}]}""";
    }

    private static string Provider(string npi)
    {
        var isOdd = (npi[8] - '0') % 2 == 1;
        var (number, updated) = isOdd ? ($"\"{npi}\"", "\"1709251200000\"") : (npi, "1709251200");
        return JsonSerializer.Serialize(JsonDocument.Parse($$"""
            {"number": {{number}}, "enumeration_type": "NPI-1", "created_epoch": "1183680000000", "last_updated_epoch": {{updated}},
             "basic": {"first_name": "SAMPLE", "last_name": "PROVIDER", "credential": "--", "enumeration_date": "2007-07-06", "status": "A"},
             "addresses": [{"address_purpose": "MAILING", "city": "OTHER"}, {"address_purpose": "LOCATION", "city": "CRANFORD", "state": "NJ"}],
             "taxonomies": [{"code": "X", "primary": false}, {"code": "208600000X", "desc": "Surgery", "primary": true}]}
            """));
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
