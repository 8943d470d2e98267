using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>Work on the items of the stack as sets (N1, sections 5.3 and 6.3). Equality that is open counts as different.</summary>
internal static class Collections
{
    private const int SmallSet = 12;

    /// <summary>An item equals one of a range.</summary>
    public static bool Contains(Machine machine, int item, int start, int end)
    {
        for (var index = start; index < end && machine.Spend(1); index++)
            if (Equality.AreEqual(machine[item], machine[index]) == true)
                return true;
        return false;
    }

    /// <summary>Keeps the first of equal items from a place to the top.</summary>
    public static void Distinct(Machine machine, int start)
    {
        var count = machine.Count - start;
        if (count < 2) return;
        var seen = count > SmallSet ? new ItemSet(machine) : null;
        var kept = start;
        for (var index = start; index < start + count && machine.Error is null; index++)
        {
            if (seen is null ? Contains(machine, index, start, kept) : seen.Contains(index)) continue;
            machine.Move(index, kept);
            seen?.Add(kept);
            kept++;
        }
        machine.Truncate(kept);
    }

    /// <summary>Keeps of the items from a place those that a range above does or does not have; the range is dropped.</summary>
    public static void Filter(Machine machine, int start, int middle, bool isKeptWhenFound)
    {
        var others = new ItemSet(machine);
        for (var index = middle; index < machine.Count; index++) others.Add(index);
        var kept = start;
        for (var index = start; index < middle && machine.Error is null; index++)
            if (others.Contains(index) == isKeptWhenFound)
                machine.Move(index, kept++);
        machine.Truncate(kept);
    }

    /// <summary>Every item of a range is in another.</summary>
    public static bool IsSubset(Machine machine, int start, int end, int otherStart, int otherEnd)
    {
        var others = new ItemSet(machine);
        for (var index = otherStart; index < otherEnd; index++) others.Add(index);
        for (var index = start; index < end; index++)
            if (!others.Contains(index))
                return false;
        return true;
    }

    /// <summary>The ranges from <paramref name="start"/> and from <paramref name="middle"/>, of one length, pair up in some order.</summary>
    public static bool AreEquivalent(Machine machine, int start, int middle)
    {
        var used = new bool[machine.Count - middle];
        for (var index = start; index < middle; index++)
        {
            var match = -1;
            for (var other = 0; other < used.Length && match < 0 && machine.Spend(1); other++)
                if (!used[other] && Equality.AreEquivalent(machine[index], machine[middle + other]))
                    match = other;
            if (match < 0) return false;
            used[match] = true;
        }
        return true;
    }

    /// <summary>Places of the stack, found by their items' hash.</summary>
    internal sealed class ItemSet(Machine machine)
    {
        private readonly Dictionary<int, int> _heads = [];
        private readonly List<(int Place, int Next)> _links = [];

        public void Add(int place)
        {
            var hash = Equality.Hash(machine[place]);
            _links.Add((place, _heads.GetValueOrDefault(hash, -1)));
            _heads[hash] = _links.Count - 1;
        }

        public bool Contains(int place)
        {
            for (var link = _heads.GetValueOrDefault(Equality.Hash(machine[place]), -1); link >= 0 && machine.Spend(1); link = _links[link].Next)
                if (Equality.AreEqual(machine[_links[link].Place], machine[place]) == true)
                    return true;
            return false;
        }
    }
}
