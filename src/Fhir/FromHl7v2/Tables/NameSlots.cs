using System.Collections.Concurrent;

namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>
/// A number for each name that a table looks up in a message: segments, and resources in scope. Names are looked up thousands of times a message, by
/// these numbers instead of by their letters. Only tables add names, so that there are as many as they hold.
/// </summary>
internal static class NameSlots
{
    private static readonly ConcurrentDictionary<string, int> Slots = new(StringComparer.Ordinal);
    private static readonly Lock Adding = new();
    private static int s_count;

    /// <summary>The resource that rules are adding to.</summary>
    public static readonly int This = Of("this");

    /// <summary>How many names there are: slots are below it.</summary>
    public static int Count => Volatile.Read(ref s_count);

    /// <summary>The name's slot, from 0; made when it is new.</summary>
    public static int Of(string name)
    {
        if (Slots.TryGetValue(name, out var known)) return known;
        lock (Adding)
        {
            if (Slots.TryGetValue(name, out known)) return known;
            Slots[name] = s_count;
            Volatile.Write(ref s_count, s_count + 1);
            return s_count - 1;
        }
    }

    /// <summary>The name's slot; -1 for a name that no table has.</summary>
    public static int Find(string name) => Slots.GetValueOrDefault(name, -1);
}
