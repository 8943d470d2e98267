using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Carelake.Access.Policies;
using Carelake.Access.Reading;
using Carelake.Cli;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Server;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Carelake.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Carelake.Tests.Server.ServedGroup))]

namespace Carelake.Tests.Server;

/// <summary>
/// The simulated group, run once and served on a free port for all tests of the server. People come by a header instead of a sign-in; everything behind that is
/// the product. Made when it is first asked for.
/// </summary>
public sealed class ServedGroup : IAsyncLifetime
{
    private const string PersonHeader = "X-Test-Person";
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-served-").FullName;
    private readonly Lazy<Task<Parts>> _parts;

    public ServedGroup() => _parts = new(StartAsync);

    private sealed record Parts(Tenant Tenant, GovernedLake Copied, CarelakeServer Server, HttpClient Http);

    /// <summary>The tenant that is served.</summary>
    public async Task<Tenant> TenantAsync() => (await _parts.Value).Tenant;

    /// <summary>The lake, as policies let people see it.</summary>
    public async Task<GovernedLake> LakeAsync() => (await _parts.Value).Tenant.Governed;

    /// <summary>The same lake, read from copies where it can be, as `kept_rows` of the server asks for.</summary>
    public async Task<GovernedLake> CopiedLakeAsync() => (await _parts.Value).Copied;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_parts.IsValueCreated)
        {
            var parts = await _parts.Value;
            parts.Http.Dispose();
            await parts.Server.DisposeAsync();
            await parts.Tenant.Governed.DisposeAsync();
            await parts.Copied.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A person of a role, who works at the first hospital, with training and the role's purpose.</summary>
    public static Viewer Person(string role, string facility = "hospital_a", string? purpose = null, params string[] patients) => new()
    {
        Id = $"{role}@{facility}",
        Roles = [role],
        Facilities = [facility],
        Department = $"{facility}|DEPT001",
        Patients = [.. patients],
        Purposes = Role.All.FirstOrDefault(one => one.Name == role) is { } known ? [known.Purpose] : ["operations"],
        Purpose = purpose ?? Role.All.FirstOrDefault(one => one.Name == role)?.Purpose ?? "operations",
        TrainedUntil = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero),
        IsAdministrator = role == "administrator",
    };

    /// <summary>Where it is served.</summary>
    public async Task<Uri> AddressAsync() => (await _parts.Value).Server.Address;

    /// <summary>Asks for a path of the API as a person; null is nobody.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(Viewer? person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(person, request);
    }

    /// <summary>Sends a body to a path of the API as a person.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Viewer? person, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return await SendAsync(person, request);
    }

    /// <summary>Asks for a text.</summary>
    public async Task<string> TextAsync(Viewer person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(PersonHeader, JsonSerializer.Serialize(Sent.Of(person)));
        using var response = await (await _parts.Value).Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(Viewer? person, HttpRequestMessage request)
    {
        if (person is not null) request.Headers.Add(PersonHeader, JsonSerializer.Serialize(Sent.Of(person)));
        request.Headers.Add("X-Carelake-Request", "1");
        using var response = await (await _parts.Value).Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : default);
    }

    private async Task<Parts> StartAsync()
    {
        var error = new StringWriter();
        var made = await CommandLine.RunAsync(
            ["demo", "--no-serve", "--lake", _folder, "--scale", "0.1"], new Terminal(TextWriter.Null, error, isInteractive: false), CancellationToken.None);
        made.ShouldBe(ExitCode.Done, error.ToString());
        var project = ProjectLoader.Load(Path.Combine(_folder, "carelake.yaml"));
        var lake = new LakeFolder(Path.Combine(_folder, "lake"));
        var keys = FileKeyProvider.ForLake(lake.Root);
        var operations = await OperationsStore.OpenAsync(OperationsDialect.Parse(null, lake.OperationsFile), TimeProvider.System, CancellationToken.None);
        var setup = new GovernedLakeSetup { Project = project, Lake = lake, Keys = keys, Operations = operations, PoliciesFolder = PolicyLibrary.ShippedFolder, AuditName = "server" };
        var governed = await GovernedLake.OpenAsync(setup, CancellationToken.None);
        var tenant = new Tenant
        {
            Id = "group", Name = "The group", Project = project, Lake = lake, Governed = governed,
            Services = new PipelineServices(lake, operations, new LandingZone(lake.Root, keys, TimeProvider.System), new LocalSecretResolver(project.Folder, null), ConnectorCatalog.Create, TimeProvider.System),
        };
        var server = await CarelakeServer.StartAsync(
            new ServerSetup { Url = "http://127.0.0.1:0", Tenants = [tenant] },
            services => services.AddSingleton<ICallerSource>(new HeaderPeople(tenant)), CancellationToken.None);
        return new(tenant, await GovernedLake.OpenAsync(setup with { AuditName = "copies", KeptRows = 10_000_000 }, CancellationToken.None), server, new HttpClient { BaseAddress = server.Address });
    }

    private sealed record Sent(string Id, string[] Roles, string[] Facilities, string? Department, string[] Patients, string[] Purposes, DateTimeOffset? TrainedUntil, string Purpose, bool IsAdministrator)
    {
        public static Sent Of(Viewer viewer) => new(
            viewer.Id, [.. viewer.Roles], [.. viewer.Facilities], viewer.Department, [.. viewer.Patients], [.. viewer.Purposes], viewer.TrainedUntil, viewer.Purpose, viewer.IsAdministrator);
    }

    private sealed class HeaderPeople(Tenant tenant) : ICallerSource
    {
        public Caller? Of(HttpContext context) => context.Request.Headers.TryGetValue(PersonHeader, out var value) && JsonSerializer.Deserialize<Sent>(value.ToString()) is { } sent
            ? new(new Viewer
            {
                Id = sent.Id, Roles = [.. sent.Roles], Facilities = [.. sent.Facilities], Department = sent.Department, Patients = [.. sent.Patients], Purposes = [.. sent.Purposes],
                TrainedUntil = sent.TrainedUntil, Purpose = sent.Purpose, IsAdministrator = sent.IsAdministrator,
            }, tenant)
            : null;
    }
}
