using System.Net;
using System.Text;
using System.Threading.Channels;
using Carelake.Operations;
using Carelake.Server.Live;

namespace Carelake.Tests.Server.Live;

public sealed class LiveBoardTests
{
    private static readonly PlannedBed[] Beds =
    [
        new("main", new("W1", "1", "1"), "Medicine", WardKind.GeneralAcute, "MED", false), new("main", new("W1", "1", "2"), "Medicine", WardKind.GeneralAcute, "MED", false),
        new("main", new("W2", "1", "1"), "Psychiatry", WardKind.GeneralAcute, "PSY", false),
    ];

    [Fact]
    public async Task Each_person_sees_of_a_patient_what_the_policies_say()
    {
        var feed = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        await using var served = await StartAsync(feed);
        foreach (var (name, role) in new[] { ("bea", "bed_manager"), ("ana", "analyst"), ("rhea", "researcher"), ("grace", "clinician") })
            await served.AddUserAsync(name, role, with: user => name == "grace" ? user with { Patients = ["main|P1"] } : user);
        await TakeAsync(served, feed, Admit("P1", "V1", "W1^1^1"), Admit("P2", "V2", "W1^1^2"));

        var bea = await BedAsync("bea", "1");
        bea.GetProperty("patientName").GetString().ShouldBe("Ivy Marsh");
        bea.GetProperty("age").GetInt32().ShouldBeGreaterThan(50);
        bea.GetProperty("specialty").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        Masked(bea).ShouldBe(["specialty"]);
        Masked(await BedAsync("ana", "1")).ShouldContain("patientName");
        Masked(await BedAsync("rhea", "1")).ShouldContain("patientName");
        (await BedAsync("rhea", "1")).GetProperty("state").GetString().ShouldBe("occupied");
        Masked(await BedAsync("grace", "1")).ShouldBeEmpty();
        Masked(await BedAsync("grace", "2")).ShouldContain("patientName");

        // Who asked that only the care team sees the record is hidden from the others at the very next look.
        var tenant = served.Tenants[0];
        await tenant.Operations.SetWishesAsync([new("main", "P1", IsRestricted: true, "")], TestContext.Current.CancellationToken);
        tenant.Governed.WishesChanged();
        Masked(await BedAsync("bea", "1")).ShouldContain("patientName");
        Masked(await BedAsync("grace", "1")).ShouldBeEmpty();
        Masked(await BedAsync("bea", "2")).ShouldNotContain("patientName");

        async Task<System.Text.Json.JsonElement> BedAsync(string user, string bed)
        {
            using var browser = await served.SignedInAsync(user);
            var answer = await browser.GetAsync("api/v1/live/beds?facility=main");
            answer.Status.ShouldBe(HttpStatusCode.OK);
            return answer.Body.GetProperty("wards")[0].GetProperty("beds").EnumerateArray().Single(one => one.GetProperty("bed").GetString() == bed);
        }
    }

    [Fact]
    public async Task Two_hundred_viewers_get_the_board_and_then_the_bed_that_changed_each_as_they_may()
    {
        var feed = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        await using var served = await StartAsync(feed);
        await served.AddUserAsync("bea", "bed_manager");
        await served.AddUserAsync("rhea", "researcher");
        using var bea = await served.SignedInAsync("bea");
        using var rhea = await served.SignedInAsync("rhea");
        await TakeAsync(served, feed, Admit("P1", "V1", "W1^1^1"));
        var viewers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number => await ViewerAsync(number % 2 == 0 ? bea : rhea)));
        var auditedBefore = served.Tenants[0].Governed.Audit.Read(trail => trail.Log.Size);

        await TakeAsync(served, feed, Admit("P2", "V2", "W1^1^2"));

        foreach (var (number, viewer) in viewers.Index())
        {
            var change = await NextAsync(viewer, "change");
            change.ShouldContain("\"bed\":\"2\"");
            change.ShouldContain("\"occupied\":2");
            change.Contains("Ivy", StringComparison.Ordinal).ShouldBe(number % 2 == 0);
            viewer.Dispose();
        }
        auditedBefore.ShouldBeGreaterThanOrEqualTo(200);

        static async Task<StreamReader> ViewerAsync(Browser browser)
        {
            var stream = await browser.Http.GetStreamAsync("api/v1/live/beds/stream?facility=main", TestContext.Current.CancellationToken);
            var reader = new StreamReader(stream);
            (await NextAsync(reader, "board")).ShouldContain("\"facilityId\":\"main\"");
            return reader;
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_stream_ends_with_the_session()
    {
        var feed = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        await using var served = await StartAsync(feed);
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");
        using var reader = new StreamReader(await browser.Http.GetStreamAsync("api/v1/live/beds/stream?facility=main", TestContext.Current.CancellationToken));
        await NextAsync(reader, "board");
        var other = served.Browser();
        other.Cookies.Add(served.Address, browser.Cookies.GetCookies(served.Address)[0]);

        (await other.DeleteAsync("api/v1/session")).Status.ShouldBe(HttpStatusCode.NoContent);

        // At the next ping, at most five seconds later.
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("change");
    }

    [Fact]
    public async Task A_viewer_who_is_too_far_behind_gets_the_newest_board_whole()
    {
        var stream = new BoardStream();
        for (var version = 1; version <= 1000; version++) stream.Publish(new BoardView("main", version, DateTimeOffset.UnixEpoch, [], [], []), [], isWaitingChanged: false);

        stream.After(10).Changes.ShouldBeNull();
        stream.After(10).Board!.Version.ShouldBe(1000);
        stream.After(990).Changes.ShouldNotBeNull();
        var (_, changes, _, more) = stream.After(1000);
        changes!.Value.ShouldBeEmpty();
        more.IsCompleted.ShouldBeFalse();
        stream.Publish(new BoardView("main", 1001, DateTimeOffset.UnixEpoch, [], [], []), [], isWaitingChanged: false);
        await more;
    }

    [Fact]
    public async Task There_is_no_board_where_no_feed_reaches()
    {
        await using var served = await ServedLake.StartAsync();
        await served.AddUserAsync("bea", "bed_manager");
        using var browser = await served.SignedInAsync("bea");

        (await browser.GetAsync("api/v1/live/beds?facility=main")).Code.ShouldBe("SRV-0300");
    }

    private static Task<ServedLake> StartAsync(Channel<ReadOnlyMemory<byte>> feed) => ServedLake.StartAsync(setup => setup with
    {
        Live = new Dictionary<string, LiveFeeds> { ["north"] = new() { Plan = new([.. Beds]), Messages = feed.Reader.ReadAllAsync } },
    });

    // The board is asked for until it has what was sent: the feed is another task.
    private static async Task TakeAsync(ServedLake served, Channel<ReadOnlyMemory<byte>> feed, params string[] messages)
    {
        foreach (var message in messages) await feed.Writer.WriteAsync(Encoding.UTF8.GetBytes(message));
        if (!(await (await served.AccountsAsync()).UsersAsync(CancellationToken.None)).Any(user => user.UserName == "probe")) await served.AddUserAsync("probe", "bed_manager");
        using var browser = await served.SignedInAsync("probe");
        var last = messages[^1].Split("PV1|1|I|")[1].Split('^')[2].Split('|')[0];
        while (!(await browser.GetAsync("api/v1/live/beds?facility=main")).Body.GetProperty("wards")[0].GetProperty("beds").EnumerateArray()
            .Any(bed => bed.GetProperty("bed").GetString() == last && bed.GetProperty("state").GetString() == "occupied"))
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static async Task<string> NextAsync(StreamReader reader, string name)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line == $"event: {name}") return (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!;
        throw new EndOfStreamException(name);
    }

    private static string[] Masked(System.Text.Json.JsonElement bed) => [.. bed.GetProperty("masked").EnumerateArray().Select(name => name.GetString()!)];

    private static string Admit(string patient, string visit, string place) =>
        $"MSH|^~\\&|PAS|main|CARELAKE|GROUP|20260101080000+0000||ADT^A01|{visit}|P|2.5.1\rEVN||20260101080000+0000||||20260101080000+0000\r"
        + $"PID|1||{patient}^^^main^MR||Marsh^Ivy||19600102|F\rPV1|1|I|{place}|||||||MED|||||||||{visit}\r";
}
