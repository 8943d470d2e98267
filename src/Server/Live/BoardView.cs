using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Server.Live;

/// <summary>The bed board of one facility at a moment, before anyone looks at it. Never changed once it is made.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Version">Rises with each board of the facility that differs from the one before.</param>
/// <param name="AsOf">The moment, by the feed's own clock, in UTC.</param>
/// <param name="Wards">In the order of the plan.</param>
/// <param name="WithoutBed">Who is here and has no bed.</param>
/// <param name="Issues">What a feed says that cannot be true; names nobody.</param>
internal sealed record BoardView(
    string FacilityId, long Version, DateTimeOffset AsOf, ImmutableArray<BoardWard> Wards, ImmutableArray<BoardCell> WithoutBed, ImmutableArray<(Issue Issue, DateTimeOffset At)> Issues)
{
    /// <summary>Patients on it.</summary>
    public IEnumerable<BoardCell> Patients => Wards.SelectMany(ward => ward.Beds).Concat(WithoutBed).Where(cell => cell.HasPatient);

    /// <summary>The board as a viewer sees it, in JSON.</summary>
    public ReadOnlyMemory<byte> Json(BoardEye eye)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(output, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("facilityId", FacilityId);
            json.WriteString("asOf", AsOf.UtcDateTime);
            json.WriteStartArray("wards");
            foreach (var ward in Wards)
            {
                json.WriteStartObject();
                json.WriteString("ward", ward.Code);
                json.WriteString("name", ward.Name);
                json.WriteString("kind", ward.Kind.ToString());
                json.WriteStartArray("beds");
                foreach (var bed in ward.Beds) json.WriteRawValue(bed.Json(bed.SightOf(eye)), skipInputValidation: true);
                json.WriteEndArray();
                ward.WriteCounts(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteWaiting(json, eye);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>Who waits for a bed, and what cannot be true, as a viewer sees it.</summary>
    public ReadOnlyMemory<byte> WaitingJson(BoardEye eye)
    {
        var output = new ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(output, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("asOf", AsOf.UtcDateTime);
            WriteWaiting(json, eye);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>The same people wait, and the same cannot be true.</summary>
    public bool WaitsAs(BoardView other) =>
        WithoutBed.Length == other.WithoutBed.Length && WithoutBed.Zip(other.WithoutBed).All(pair => pair.First.Location == pair.Second.Location && pair.First.SaysTheSameAs(pair.Second))
        && Issues.SequenceEqual(other.Issues);

    private void WriteWaiting(Utf8JsonWriter json, BoardEye eye)
    {
        json.WriteStartArray("withoutBed");
        foreach (var cell in WithoutBed) json.WriteRawValue(cell.Json(cell.SightOf(eye)), skipInputValidation: true);
        json.WriteEndArray();
        json.WriteStartArray("issues");
        foreach (var (issue, at) in Issues)
        {
            json.WriteStartObject();
            json.WriteString("code", issue.Code);
            json.WriteString("message", issue.Message);
            json.WriteString("location", issue.Location);
            json.WriteString("at", at.UtcDateTime);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
