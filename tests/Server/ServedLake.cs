using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Carelake.Cli;
using Carelake.Events.Embedded;
using Carelake.Server;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Tenants;

namespace Carelake.Tests.Server;

/// <summary>A server over an empty lake, or over several, with real accounts: everything is the product but the clock, which tests can turn.</summary>
internal sealed class ServedLake : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    // Few rounds: nobody's password, and a hundred sign-ins.
    private static readonly Passwords Passwords = new(rounds: 1000);
    private static readonly string PasswordHash = Passwords.Hash(Password);
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-host-").FullName;
    private readonly List<Tenant> _tenants = [];
    private CarelakeServer? _server;

    public TurnedTime Time { get; } = new();

    public List<string> Said { get; } = [];

    public Uri Address => _server!.Address;

    public IReadOnlyList<Tenant> Tenants => _tenants;

    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => _server!.Endpoints;

    /// <summary>The log of <see cref="ReceivingAsync"/>; null for others.</summary>
    public EmbeddedEventLog? Log { get; private set; }

    public static Task<ServedLake> StartAsync(Func<ServerSetup, ServerSetup>? with = null, params string[] tenants) => StartAsync("", isReceiving: false, with, tenants);

    /// <summary>A server that receives, with an event log and nothing behind it.</summary>
    public static Task<ServedLake> ReceivingAsync(string config) => StartAsync(config, isReceiving: true, with: null, []);

    /// <summary>A server over a project that has more than a name.</summary>
    public static Task<ServedLake> ProjectAsync(string config) => StartAsync(config, isReceiving: false, with: null, []);

    private static async Task<ServedLake> StartAsync(string config, bool isReceiving, Func<ServerSetup, ServerSetup>? with, string[] tenants)
    {
        var served = new ServedLake();
        foreach (var id in tenants is [] ? ["north"] : tenants)
        {
            var folder = Path.Combine(served._folder, id);
            Directory.CreateDirectory(Path.Combine(folder, "lake"));
            await File.WriteAllTextAsync(Path.Combine(folder, "carelake.yaml"), $"name: {id}\nbuiltin_models: false\nfacilities:\n  main: {{name: Main}}\n{config}");
            served._tenants.Add(await ServerRole.TenantAsync(ProjectContext.Open(Path.Combine(folder, "carelake.yaml"), lake: null), id, CancellationToken.None));
        }

        if (isReceiving) served.Log = await EmbeddedEventLog.OpenAsync(Path.Combine(served._folder, "events"), served._tenants[0].Keys, new EmbeddedLogOptions(), CancellationToken.None);
        var setup = new ServerSetup { Url = "http://127.0.0.1:0", Tenants = served._tenants, Time = served.Time, Say = served.Said.Add, Passwords = Passwords };
        if (served.Log is { } log) setup = setup with { Live = new Dictionary<string, LiveFeeds> { [served._tenants[0].Id] = new() { Log = log } } };
        served._server = await CarelakeServer.StartAsync(with?.Invoke(setup) ?? setup, configure: null, CancellationToken.None);
        return served;
    }

    public async Task<IdentityStore> AccountsAsync(int tenant = 0) => await IdentityStore.OpenAsync(_tenants[tenant].Accounts, Time, CancellationToken.None);

    public async Task<UserAccount> AddUserAsync(string userName, string? role = null, bool isAdministrator = false, int tenant = 0, Func<UserAccount, UserAccount>? with = null)
    {
        var user = new UserAccount
        {
            Id = $"{userName}-id", UserName = userName, Name = userName, Roles = role is null ? [] : [role], Purposes = role is null ? ["operations"] : UserAccount.PurposesOf([role]),
            Facilities = ["main"], IsAdministrator = isAdministrator, TrainedUntil = new DateOnly(2100, 1, 1),
        };
        user = with?.Invoke(user) ?? user;
        (await (await AccountsAsync(tenant)).AddUserAsync(user, PasswordHash, CancellationToken.None)).ShouldBeTrue();
        return user;
    }

    /// <summary>A browser: keeps cookies, and sends the header that pages of this server send.</summary>
    public Browser Browser(string path = "") => new(new Uri(Address, path), null);

    public Browser Machine(string secret, string path = "") => new(new Uri(Address, path), secret);

    public async Task<Browser> SignedInAsync(string userName, string path = "")
    {
        var browser = Browser(path);
        (await browser.PostAsync("api/v1/session", new { userName, password = Password })).Status.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (Log is not null) await Log.DisposeAsync();
        foreach (var tenant in _tenants) await tenant.Governed.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The system's clock, put forward as tests ask.</summary>
internal sealed class TurnedTime : TimeProvider
{
    private TimeSpan _ahead;

    public void Turn(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}

internal sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString()! : "";
}

internal sealed class Browser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };

    public Browser(Uri address, string? secret)
    {
        Http = new HttpClient(_handler) { BaseAddress = address };
        if (secret is null) Http.DefaultRequestHeaders.Add("X-Carelake-Request", "1");
        else Http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public Task<Answer> DeleteAsync(string path) => SendAsync(new(HttpMethod.Delete, path));

    public Task<Answer> PostAsync(string path, object? body) => SendAsync(new(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    public Task<Answer> PutAsync(string path, object? body) => SendAsync(new(HttpMethod.Put, path) { Content = JsonContent.Create(body) });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : default, response);
    }

    public void Dispose() => Http.Dispose();
}
