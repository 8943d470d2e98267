using System.Security.Cryptography;
using System.Text;
using Carelake.Core;

namespace Carelake.Operations;

public sealed partial class FlowState
{
    private const int SnapshotVersion = 1;
    private const int DigestBytes = 32;

    private static ReadOnlySpan<byte> Magic => "CLFLOW"u8;

    /// <summary>Everything known, with the log position, as bytes. Two states that know the same events in the same order of arrival give the same bytes.</summary>
    public byte[] ToSnapshot()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(SnapshotVersion);
            foreach (var number in new[] { Position, EventCount, TooLateCount, _latest, _forgottenBefore, _lastSweep }) writer.Write(number);
            WriteNames(writer);
            writer.Write(_facilities.Count);
            foreach (var facility in _facilities.Values) Write(writer, facility);
        }
        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>The state that a snapshot holds.</summary>
    /// <param name="snapshot">What <see cref="ToSnapshot"/> gave.</param>
    /// <param name="options">How long it remembers from now on.</param>
    /// <returns>The state, or an empty one with <c>OPS-0050</c> when the bytes are damaged or of another version: then rebuild it from the log.</returns>
    public static Parsed<FlowState> FromSnapshot(ReadOnlyMemory<byte> snapshot, FlowStateOptions? options = null)
    {
        var state = new FlowState(options);
        var bytes = snapshot.Span;
        if (bytes.Length < Magic.Length + sizeof(int) + DigestBytes || !bytes.StartsWith(Magic)
            || !SHA256.HashData(bytes[..^DigestBytes]).AsSpan().SequenceEqual(bytes[^DigestBytes..])
            || System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes[Magic.Length..]) != SnapshotVersion)
            return new(state, [new Issue("OPS-0050", Severity.Error, "", "The snapshot is damaged or of another version.")]);

        using var reader = new BinaryReader(new MemoryStream(snapshot.ToArray(), Magic.Length + sizeof(int), bytes.Length - Magic.Length - sizeof(int) - DigestBytes), Encoding.UTF8);
        state.Read(reader);
        return new(state, []);
    }

    private void WriteNames(BinaryWriter writer)
    {
        writer.Write(_names.Texts.Count);
        foreach (var text in _names.Texts) writer.Write(text);
        writer.Write(_names.Places.Count);
        foreach (var place in _names.Places)
        {
            writer.Write(_names.Number(place.Ward));
            writer.Write(_names.Number(place.Room));
            writer.Write(_names.Number(place.Bed));
        }
    }

    private static void Write(BinaryWriter writer, FacilityState facility)
    {
        writer.Write(facility.Id);
        writer.Write(facility.Visits.Count);
        foreach (var record in facility.Visits.Values)
        {
            writer.Write(record.VisitId);
            Write(writer, record.Entries);
        }
        writer.Write(facility.Cases.Count);
        foreach (var record in facility.Cases.Values)
        {
            writer.Write(record.CaseId);
            Write(writer, record.Entries);
        }
        writer.Write(facility.BedStatuses.Count);
        foreach (var (place, entries) in facility.BedStatuses)
        {
            writer.Write(place);
            Write(writer, entries);
        }
        Write(writer, facility.Merges);
    }

    private static void Write(BinaryWriter writer, EntryList entries)
    {
        writer.Write(entries.Count);
        foreach (var entry in entries.AsArrived)
        {
            writer.Write(entry.Occurred);
            writer.Write(entry.Recorded);
            writer.Write(entry.Message);
            writer.Write(entry.Planned);
            writer.Write(entry.PlannedEnd);
            writer.Write(entry.Patient);
            writer.Write(entry.Place);
            writer.Write(entry.Service);
            writer.Write(entry.Detail);
            writer.Write((byte)entry.Kind);
            writer.Write((byte)entry.Class);
        }
    }

    // The digest vouches for what follows: it was written by ToSnapshot.
    private void Read(BinaryReader reader)
    {
        (Position, EventCount, TooLateCount) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (_latest, _forgottenBefore, _lastSweep) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _names = new();
        for (var left = reader.ReadInt32(); left > 0; left--) _names.Number(reader.ReadString());
        for (var left = reader.ReadInt32(); left > 0; left--)
            _names.Number(new PatientLocation(_names.Text(reader.ReadInt32()), _names.Text(reader.ReadInt32()), _names.Text(reader.ReadInt32())));
        for (var left = reader.ReadInt32(); left > 0; left--) ReadFacility(reader);
    }

    private void ReadFacility(BinaryReader reader)
    {
        var facility = Facility(reader.ReadString());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var record = new VisitRecord(facility.Id, reader.ReadString()) { IsStale = true };
            record.Entries = ReadEntries(reader);
            facility.Visits[record.VisitId] = record;
            facility.Stale.Add(record);
        }
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var record = new CaseRecord(facility.Id, reader.ReadString());
            record.Entries = ReadEntries(reader);
            facility.Cases[record.CaseId] = record;
        }
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var place = reader.ReadInt32();
            facility.BedStatuses[place] = ReadEntries(reader);
        }
        facility.Merges = ReadEntries(reader);
    }

    private static EntryList ReadEntries(BinaryReader reader)
    {
        var entries = default(EntryList);
        for (var left = reader.ReadInt32(); left > 0; left--)
            entries.Add(new(
                reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64(), reader.ReadInt64(), reader.ReadInt64(),
                reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), (FlowEventKind)reader.ReadByte(), (PatientClass)reader.ReadByte()));
        return entries;
    }
}
