using System.Collections.Immutable;
using System.Text;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Operations;

namespace Carelake.Server.Live;

/// <summary>
/// Where live boards keep what they know from one start to the next, encrypted. The log drops messages that are a week old and in bronze; a patient who was admitted
/// before that is still in bed.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="keys">The lake's master keys.</param>
public sealed class BoardMemory(string path, IKeyProvider keys)
{
    private const string Purpose = "live boards";
    private const int FormatVersion = 1;

    /// <summary>Keeps what boards know in place of what was kept before.</summary>
    internal async Task WriteAsync(RememberedBoards boards, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(FormatVersion);
            writer.Write(boards.LogId);
            writer.Write(boards.Offsets.Length);
            foreach (var offset in boards.Offsets) writer.Write(offset);
            writer.Write(boards.Labels.Count);
            foreach (var ((facility, patient), label) in boards.Labels)
            {
                writer.Write(facility);
                writer.Write(patient);
                writer.Write(label.Name);
                writer.Write(label.Born?.DayNumber ?? -1);
                writer.Write(label.Sex);
            }
            writer.Write(boards.State);
        }
        await SealedFile.WriteAsync(path, Purpose, stream.GetBuffer().AsMemory(0, (int)stream.Length), keys, cancellationToken);
    }

    /// <summary>What was kept of the boards of a log; <see langword="null"/> when nothing was, or it is another log's.</summary>
    /// <exception cref="CarelakeException">SRV-0320: it is damaged, or of another version.</exception>
    internal async Task<(FlowState State, RememberedBoards Boards)?> ReadAsync(string logId, int partitionCount, CancellationToken cancellationToken)
    {
        try
        {
            if (await SealedFile.ReadAsync(path, Purpose, keys, cancellationToken) is not { } bytes) return null;
            if (bytes.Length < sizeof(int) || BitConverter.ToInt32(bytes) != FormatVersion) throw new InvalidDataException("It is of another version.");
            var boards = Parse(bytes);
            if (boards.LogId != logId || boards.Offsets.Length != partitionCount) return null;
            var state = FlowState.FromSnapshot(boards.State);
            return state.Issues.IsEmpty ? (state.Value, boards) : throw new InvalidDataException(state.Issues[0].Message);
        }
        catch (InvalidDataException exception)
        {
            throw new CarelakeException("SRV-0320", "What was kept of the live boards is damaged or of another version.", path, "The boards are made again from the messages that the log still has.", exception);
        }
    }

    // The seal vouches for what follows: it was written by WriteAsync.
    private static RememberedBoards Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        reader.ReadInt32();
        var logId = reader.ReadString();
        var offsets = new long[reader.ReadInt32()];
        for (var partition = 0; partition < offsets.Length; partition++) offsets[partition] = reader.ReadInt64();
        var labels = new List<KeyValuePair<(string, string), PatientLabel>>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (facility, patient, name, born, sex) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt32(), reader.ReadString());
            labels.Add(new((facility, patient), new(name, born < 0 ? null : DateOnly.FromDayNumber(born), sex)));
        }
        return new(logId, [.. offsets], labels, bytes[(int)stream.Position..]);
    }
}

/// <summary>What boards know, and how far in the log that is.</summary>
/// <param name="LogId">The log.</param>
/// <param name="Offsets">The last offset known of each partition; a message after it may be known too, which changes nothing.</param>
/// <param name="Labels">What patients are called.</param>
/// <param name="State">A snapshot of the <see cref="FlowState"/>.</param>
internal sealed record RememberedBoards(string LogId, ImmutableArray<long> Offsets, IReadOnlyCollection<KeyValuePair<(string Facility, string Patient), PatientLabel>> Labels, byte[] State);
