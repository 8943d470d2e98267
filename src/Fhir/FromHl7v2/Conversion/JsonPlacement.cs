using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Puts values where a target path says.</summary>
internal static class JsonPlacement
{
    /// <summary>Beyond this many, elements of an array are not compared with a new one.</summary>
    private const int ComparedElements = 32;

    public static void Place(FhirObject node, TargetStep[] path, FhirNode value)
    {
        if (path.Length == 0)
        {
            if (value is FhirObject merged) Merge(node, merged);
            return;
        }
        for (var index = 0; index < path.Length - 1; index++)
            node = Descend(node, path[index]);
        PlaceLast(node, path[^1], value);
    }

    /// <summary>The element is there.</summary>
    public static bool Has(FhirObject node, string[] path)
    {
        FhirNode? current = node;
        foreach (var name in path)
        {
            if (current is FhirList { Count: > 0 } array) current = array[0];
            if (current is not FhirObject parent) return false;
            current = parent[name];
        }
        return current is not null;
    }

    /// <summary>Adds what <paramref name="target"/> does not have; repeating elements of both stay.</summary>
    public static void Merge(FhirObject target, FhirObject added)
    {
        foreach (var (name, value) in added)
        {
            var known = target[name];
            if (known is null) target[name] = value;
            else if (known is FhirObject both && value is FhirObject more) Merge(both, more);
            else if (known is FhirList list && value is FhirList others) AppendAll(list, others);
        }
    }

    /// <summary>Takes out of every array of objects what stands there before.</summary>
    public static void Deduplicate(FhirNode? node)
    {
        if (node is FhirObject parent)
        {
            for (var index = 0; index < parent.Count; index++) Deduplicate(parent.ValueAt(index));
        }
        else if (node is FhirList array)
        {
            if (array.Count < 2)
            {
                if (array.Count == 1) Deduplicate(array[0]);
                return;
            }
            // A few are compared with each other; their hashes are worth it for many.
            var seen = array.Count > ComparedElements ? new HashSet<FhirNode>(AsWritten.Instance) : null;
            for (var index = 0; index < array.Count; index++)
            {
                Deduplicate(array[index]);
                if (array[index] is not FhirObject element || (seen?.Add(element) ?? !StandsBefore(array, index, element))) continue;
                array.RemoveAt(index--);
            }
        }
    }

    private static bool StandsBefore(FhirList array, int end, FhirObject element)
    {
        for (var index = 0; index < end; index++)
            if (element.IsWrittenAs(array[index])) return true;
        return false;
    }

    public static void Append(FhirList array, FhirNode value)
    {
        if (value is FhirObject && array.Count <= ComparedElements)
        {
            for (var index = 0; index < array.Count; index++)
                if (array[index].Says(value)) return;
        }
        array.Add(value);
    }

    private sealed class AsWritten : IEqualityComparer<FhirNode>
    {
        public static readonly AsWritten Instance = new();

        public bool Equals(FhirNode? x, FhirNode? y) => x?.IsWrittenAs(y) == true;

        public int GetHashCode(FhirNode obj) => obj.WrittenHash();
    }

    private static void AppendAll(FhirList list, FhirList others)
    {
        foreach (var other in others) Append(list, other);
    }

    private static FhirObject Descend(FhirObject node, TargetStep step) => step.Kind switch
    {
        StepKind.Single => Child(node, step.Name),
        StepKind.First when node[step.Name] is FhirList { Count: > 0 } array && array[0] is FhirObject first => first,
        StepKind.Extension => Added(List(node, step.Name), new() { ["url"] = step.Url }),
        _ => Added(List(node, step.Name), []),
    };

    private static void PlaceLast(FhirObject node, TargetStep step, FhirNode value)
    {
        switch (step.Kind)
        {
            case StepKind.Append:
                Append(List(node, step.Name), value);
                break;
            case StepKind.First:
                var array = List(node, step.Name);
                if (array.Count == 0) array.Add(value);
                else if (array[0] is FhirObject first && value is FhirObject more) Merge(first, more);
                else array[0] = value;
                break;
            case StepKind.Extension when value is FhirObject extension:
                extension["url"] = step.Url;
                Append(List(node, step.Name), extension);
                break;
            case StepKind.Single when node[step.Name] is FhirObject known && value is FhirObject added:
                Merge(known, added);
                break;
            case StepKind.Single:
                node[step.Name] = value;
                break;
        }
    }

    private static FhirObject Child(FhirObject node, string name)
    {
        if (node[name] is FhirObject child) return child;
        child = [];
        node[name] = child;
        return child;
    }

    private static FhirList List(FhirObject node, string name)
    {
        if (node[name] is FhirList list) return list;
        list = [];
        node[name] = list;
        return list;
    }

    private static FhirObject Added(FhirList array, FhirObject element)
    {
        array.Add(element);
        return element;
    }
}
