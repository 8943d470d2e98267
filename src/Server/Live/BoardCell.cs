using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Carelake.Access.Rows;
using Carelake.Operations;

namespace Carelake.Server.Live;

/// <summary>
/// One bed, or one patient without a bed, as a board shows it. Its JSON is made once for each <see cref="Sight"/> and shared by all who see the same, so that two hundred
/// viewers cost hardly more than one.
/// </summary>
internal sealed class BoardCell
{
    private readonly ConcurrentDictionary<Sight, byte[]> _json = new();

    /// <summary>Id of the facility.</summary>
    public required string Facility { get; init; }

    /// <summary>Where.</summary>
    public required PatientLocation Location { get; init; }

    /// <summary>What the bed is; <see langword="null"/> for a patient without one.</summary>
    public required BedState? State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Visit number; empty for a bed without a patient.</summary>
    public required string VisitId { get; init; }

    /// <summary>Patient number, <c>number^authority</c>; empty for a bed without a patient.</summary>
    public required string PatientId { get; init; }

    /// <summary>Name, age and sex; <see langword="null"/> when no message said them.</summary>
    public required PatientLabel? Label { get; init; }

    /// <summary>Age in years on the day of the board.</summary>
    public required int? Age { get; init; }

    /// <summary>When the patient is expected to leave.</summary>
    public required DateTimeOffset? ExpectedDischarge { get; init; }

    /// <summary>Hospital service.</summary>
    public required string Specialty { get; init; }

    /// <summary>Protected specialty of the ward, as policies name it.</summary>
    public required string Protection { get; init; }

    /// <summary>A patient is in it or it is kept for one.</summary>
    public bool HasPatient => PatientId.Length > 0;

    /// <summary>Says the same as another of the same bed.</summary>
    public bool SaysTheSameAs(BoardCell other) =>
        State == other.State && Since == other.Since && VisitId == other.VisitId && PatientId == other.PatientId && Label == other.Label && Age == other.Age
        && ExpectedDischarge == other.ExpectedDischarge && Specialty == other.Specialty;

    /// <summary>What a viewer sees of it.</summary>
    public Sight SightOf(BoardEye eye) => HasPatient ? eye.On(Facility, Location.Ward, PatientId, Protection) : Sight.Whole;

    /// <summary>The JSON object for a sight; not to be changed.</summary>
    public ReadOnlySpan<byte> Json(Sight sight) => _json.GetOrAdd(sight, static (shown, cell) => cell.Write(shown), this);

    private byte[] Write(Sight sight)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("ward", Location.Ward);
        json.WriteString("room", Location.Room);
        json.WriteString("bed", Location.Bed);
        if (State is { } state) json.WriteString("state", state.ToString().ToLowerInvariant());
        else json.WriteString("location", Location.ToString());
        if (!HasPatient)
        {
            Moment(json, "since", Since);
        }
        else
        {
            var masked = new List<string>();
            Text("visitId", VisitId, sight.Identity);
            Text("patientId", BoardEye.NumberOf(PatientId), sight.Identity);
            Text("patientName", Label?.Name ?? "", sight.Identity);
            Value("since", Since, sight.Person);
            Value("expectedDischarge", ExpectedDischarge, sight.Person);
            Text("sex", Label?.Sex ?? "", sight.Person);
            if (sight.Person == Obligation.None && Age is { } age) json.WriteNumber("age", age);
            else Nothing("age", sight.Person);
            Text("specialty", Specialty, sight.Clinical);
            json.WriteStartArray("masked");
            foreach (var name in masked) json.WriteStringValue(name);
            json.WriteEndArray();

            void Text(string name, string value, Obligation obligation)
            {
                if (obligation == Obligation.None && value.Length > 0) json.WriteString(name, value);
                else Nothing(name, obligation);
            }

            void Value(string name, DateTimeOffset? value, Obligation obligation)
            {
                if (obligation == Obligation.None) Moment(json, name, value);
                else Nothing(name, obligation);
            }

            void Nothing(string name, Obligation obligation)
            {
                json.WriteNull(name);
                if (obligation != Obligation.None) masked.Add(name);
            }
        }
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Moment(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } moment) json.WriteString(name, moment.UtcDateTime);
        else json.WriteNull(name);
    }
}
