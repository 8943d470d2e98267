using System.Text;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Embedded;
using Carelake.Lake.Landing;
using Carelake.Operations;
using Carelake.Server.Live;

namespace Carelake.Tests.Server.Live;

/// <summary>Boards know after a restart what the log no longer holds.</summary>
public sealed class BoardMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-boards-").FullName;
    private readonly List<Exception> _failures = [];

    private string Kept => Path.Combine(_folder, "live", "boards");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_patient_whose_admission_the_log_dropped_is_still_in_bed_after_a_restart()
    {
        await using var log = await OpenLogAsync();
        await using (var boards = Boards(log))
        {
            await AppendAsync(log, Admit("P1", "V1", "1"));
            await UntilAsync(() => boards.Taken == 1);
        }
        await AppendAsync(log, Admit("P2", "V2", "2"));
        foreach (var partition in Enumerable.Range(0, log.PartitionCount)) await log.CommitAsync("bronze", partition, long.MaxValue, default);
        (await log.TrimAsync(DateTimeOffset.MaxValue, default)).ShouldBe(1, "the log keeps what boards have not kept, and nothing else");

        await using var again = Boards(log);
        await UntilAsync(() => again.Ask(state => state.OpenVisits("main").Count()) == 2);

        again.PublishChanged();
        var beds = again.Of("main")!.Current!.Wards.SelectMany(ward => ward.Beds).ToList();
        beds.Select(bed => (bed.Location.Bed, bed.State, bed.Label?.Name)).ShouldBe([("1", BedState.Occupied, "Ivy Marsh"), ("2", BedState.Occupied, "Ivy Marsh")]);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_kept_is_encrypted_and_what_is_damaged_is_made_anew_from_the_log()
    {
        await using var log = await OpenLogAsync();
        await using (var boards = Boards(log))
        {
            await AppendAsync(log, Admit("P1", "V1", "1"));
            await UntilAsync(() => boards.Taken == 1);
        }
        var bytes = await File.ReadAllBytesAsync(Kept, default);
        Encoding.Latin1.GetString(bytes).ShouldNotContain("Marsh");
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(Kept, bytes, default);

        await using var again = Boards(log);
        await UntilAsync(() => again.Taken == 1);

        again.LabelOf("main", "P1^main").ShouldNotBeNull();
        _failures.ShouldHaveSingleItem().ShouldBeOfType<CarelakeException>().Code.ShouldBe("SRV-0320");
    }

    [Fact]
    public async Task What_another_log_left_is_not_taken_up()
    {
        await using (var log = await OpenLogAsync())
        {
            await using var boards = Boards(log);
            await AppendAsync(log, Admit("P1", "V1", "1"));
            await UntilAsync(() => boards.Taken == 1);
        }
        Directory.Delete(Path.Combine(_folder, "log"), recursive: true);
        await using var other = await OpenLogAsync();
        await AppendAsync(other, Admit("P2", "V2", "2"));

        await using var again = Boards(other);
        await UntilAsync(() => again.Taken == 1);

        again.Ask(state => state.OpenVisits("main").Single().VisitId).ShouldBe("V2");
    }

    private Task<EmbeddedEventLog> OpenLogAsync() => EmbeddedEventLog.OpenAsync(Path.Combine(_folder, "log"), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default);

    private LiveBoards Boards(IEventLog log) => new(
        new() { Log = log, Memory = new(Kept, FileKeyProvider.ForLake(_folder)), Failed = _failures.Add, Plan = new([Bed("1"), Bed("2")]) }, TimeProvider.System, _ => "general");

    private static PlannedBed Bed(string bed) => new("main", new("W1", "1", bed), "Medicine", WardKind.GeneralAcute, "MED", false);

    private static async Task AppendAsync(EmbeddedEventLog log, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        await log.AppendAsync([new() { Feed = "adt", Kind = EventKind.Hl7v2, PartitionKey = message[..80], Key = EventKey.Of("adt", bytes), ReceivedAt = DateTimeOffset.UnixEpoch, Payload = bytes }], default);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    private static string Admit(string patient, string visit, string bed) =>
        $"MSH|^~\\&|PAS|main|CARELAKE|GROUP|20260101080000+0000||ADT^A01|{visit}|P|2.5.1\rEVN||20260101080000+0000||||20260101080000+0000\r"
        + $"PID|1||{patient}^^^main^MR||Marsh^Ivy||19600102|F\rPV1|1|I|W1^1^{bed}|||||||MED|||||||||{visit}\r";
}
