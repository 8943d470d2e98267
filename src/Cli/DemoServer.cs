using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Simulator;

namespace Carelake.Cli;

/// <summary>The server of the demo: the simulated group's lake, its live hospital, and one user for each kind of person. It answers this machine alone.</summary>
internal static class DemoServer
{
    private const int FirstPort = 8080;
    private const int PortsTried = 100;

    // A minute of the hospital in a second: a shift passes while one looks.
    private const double Speed = 60;
    private static readonly TimeSpan FastForward = TimeSpan.FromHours(14);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    /// <summary>Serves until it is stopped.</summary>
    /// <exception cref="CarelakeException">CLI-0082: the address is not of this machine alone.</exception>
    public static async Task ServeAsync(Terminal terminal, ProjectContext context, SimulatorOptions group, DateOnly asOf, string? url, CancellationToken cancellationToken)
    {
        var address = url is null ? FreeAddress() : Loopback(url);
        var live = LiveGroup.Open(new() { Seed = group.Seed, Scale = group.Scale, FirstDay = asOf.AddDays(1), Duration = Longest });
        var feeds = new LiveFeeds
        {
            Plan = new([.. LiveGroup.Plan.Beds.Select(bed => bed with { FacilityId = FacilityOf(bed.FacilityId) })]),
            FacilityOfSender = FacilityOf,
            Messages = token => Paced(live.Messages(), token),
            Failed = exception => terminal.Say($"The live hospital has stopped ({exception.GetType().Name})."),
        };
        await AddUsersAsync(context, cancellationToken);
        var role = await ServerRole.StartAsync(context, terminal, new(address, Ingest: null, feeds), cancellationToken);
        await using (role)
        {
            terminal.Say("");
            terminal.Say($"The dashboard: {role.Address}");
            terminal.Say($"Sign in as {string.Join(", ", DemoUsers.All.Select(user => user.UserName))}; the password of each is demo-NAME. Ctrl-C ends it.");
            await Verbs.ServeVerb.WaitAsync(cancellationToken);
        }
    }

    // The simulator names facilities as files do, the project as tables do.
    private static string FacilityOf(string sender) => sender.Replace('-', '_');

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Paced(IEnumerable<SimulatedMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        DateTimeOffset? start = null;
        var began = clock.GetTimestamp();
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The morning is told at once; then the clock runs.
            start ??= message.SentAt + FastForward;
            var due = (message.SentAt - start.Value) / Speed;
            if (due <= TimeSpan.Zero) began = clock.GetTimestamp();
            else if (due - clock.GetElapsedTime(began) is { Ticks: > 0 } left) await Task.Delay(left, clock, cancellationToken);
            yield return message.Bytes;
        }
    }

    private static async Task AddUsersAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var file = Path.Combine(context.Lake.Root, "_carelake", "identity.db");
        var store = await IdentityStore.OpenAsync(new Lake.Operations.OperationsDialect.SqliteFile(file), TimeProvider.System, cancellationToken);
        var facilities = context.Project.Config.Facilities.Keys.ToList();
        await DemoUsers.AddAsync(store, new Passwords(), facilities, $"{facilities[0]}|DEPT008", PatientsOf(context, facilities[0]), cancellationToken);
    }

    // The clinician's patients: those last seen in her department, and those of psychiatry, whose records show what policies do.
    private static List<string> PatientsOf(ProjectContext context, string facility)
    {
        using var session = LakeSession.Open(context.Lake, new EngineOptions());
        session.Bind("silver.encounter");
        session.Bind("silver.department");
        using var command = session.Connection.CreateCommand(
            $"""
            select e.facility_id || '|' || e.patient_id
            from silver.encounter e
            left join silver.department d on d.facility_id = e.facility_id and d.department_id = e.department_id and d.is_current
            where e.is_current and e.facility_id = '{facility}' and e.patient_id is not null and (e.department_id = 'DEPT008' or d.department_name ilike '%psychiat%')
            group by all
            order by max(e.posted_date) desc, 1
            limit 200
            """);
        using var reader = command.ExecuteReader();
        var patients = new List<string>();
        while (reader.Read()) patients.Add(reader.GetString(0));
        return patients;
    }

    private static string Loopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true }
        ? url
        : throw new CarelakeException("CLI-0082", "The demo's passwords are known to everyone, so it answers this machine alone.", url, "Give an http address of this machine, such as http://127.0.0.1:8081.");

    private static string FreeAddress()
    {
        for (var port = FirstPort; port < FirstPort + PortsTried; port++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                probe.Start();
                return $"http://127.0.0.1:{port}";
            }
            catch (SocketException)
            {
                // Someone has it: the next one.
            }
        }

        return "http://127.0.0.1:0";
    }
}
