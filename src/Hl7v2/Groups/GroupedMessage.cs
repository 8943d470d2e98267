using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A message and its segments as its structure groups them.</summary>
/// <param name="Structure">Name of the structure that was used, such as <c>ORU_R01</c>; empty when the message names none that is known.</param>
/// <param name="Root">The whole message.</param>
/// <param name="Unexpected">Segments that the structure has no place for, in order; they are in a group all the same.</param>
/// <param name="Missing">Paths in the structure of required segments that their group lacks, such as <c>PATIENT_RESULT/ORDER_OBSERVATION/OBR</c>.</param>
public sealed record GroupedMessage(string Structure, Hl7Group Root, ImmutableArray<Segment> Unexpected, ImmutableArray<string> Missing)
{
    private static readonly ConcurrentDictionary<string, Place?> Structures = new(StringComparer.Ordinal);

    /// <summary>
    /// Groups the segments. Order is taken as a hint: a segment that comes early, late or without the one that should begin its group is taken where its
    /// structure next allows it.
    /// </summary>
    /// <param name="message">Its trigger event decides the structure, and MSH-9.3 where the event is unknown.</param>
    public static GroupedMessage Of(Hl7Message message)
    {
        foreach (var name in new[] { $"{message.MessageCode}_{message.TriggerEvent}", message.MessageStructure, message.MessageCode })
            if (StructureOf(name) is { } structure) return new GroupReader(structure).Read(message);
        var root = new Hl7Group("");
        foreach (var segment in message.Segments) root.Add(segment);
        return new("", root, [], []);
    }

    private static Place? StructureOf(string name) =>
        name.Length > 7 ? null : Structures.GetOrAdd(name, static name => Hl7Definitions.Structure(name) is { } nodes ? Place.Root(name, nodes) : null);
}
