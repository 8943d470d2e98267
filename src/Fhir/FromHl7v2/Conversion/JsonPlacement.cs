using System.Text.Json.Nodes;
using Carelake.Fhir.FromHl7v2.Tables;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Puts values where a target path says.</summary>
internal static class JsonPlacement
{
    /// <summary>Beyond this many, elements of an array are not compared with a new one.</summary>
    private const int ComparedElements = 32;

    public static void Place(JsonObject node, TargetStep[] path, JsonNode value)
    {
        if (path.Length == 0)
        {
            if (value is JsonObject merged) Merge(node, merged);
            return;
        }
        for (var index = 0; index < path.Length - 1; index++)
            node = Descend(node, path[index]);
        PlaceLast(node, path[^1], value);
    }

    /// <summary>The element is there.</summary>
    public static bool Has(JsonObject node, string path)
    {
        JsonNode? current = node;
        foreach (var name in path.Split('.'))
        {
            if (current is JsonArray { Count: > 0 } array) current = array[0];
            if (current is not JsonObject parent || !parent.TryGetPropertyValue(name, out current)) return false;
        }
        return current is not null;
    }

    /// <summary>Adds what <paramref name="target"/> does not have; repeating elements of both stay.</summary>
    public static void Merge(JsonObject target, JsonObject added)
    {
        foreach (var (name, value) in added.ToArray())
        {
            added.Remove(name);
            if (value is null) continue;
            if (!target.TryGetPropertyValue(name, out var known) || known is null) target[name] = value;
            else if (known is JsonObject both && value is JsonObject more) Merge(both, more);
            else if (known is JsonArray list && value is JsonArray others) AppendAll(list, others);
        }
    }

    /// <summary>Takes out of every array of objects what stands there before.</summary>
    public static void Deduplicate(JsonNode? node)
    {
        if (node is JsonObject parent)
        {
            foreach (var (_, value) in parent) Deduplicate(value);
        }
        else if (node is JsonArray array)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var index = 0; index < array.Count; index++)
            {
                Deduplicate(array[index]);
                if (array[index] is not JsonObject element || seen.Add(element.ToJsonString())) continue;
                array.RemoveAt(index--);
            }
        }
    }

    public static void Append(JsonArray array, JsonNode value)
    {
        if (value is JsonObject && array.Count <= ComparedElements && array.Any(known => JsonNode.DeepEquals(known, value))) return;
        array.Add(value);
    }

    private static void AppendAll(JsonArray list, JsonArray others)
    {
        foreach (var other in others.ToArray())
        {
            others.Remove(other);
            if (other is not null) Append(list, other);
        }
    }

    private static JsonObject Descend(JsonObject node, TargetStep step) => step.Kind switch
    {
        StepKind.Single => Child(node, step.Name),
        StepKind.First when node[step.Name] is JsonArray { Count: > 0 } array && array[0] is JsonObject first => first,
        StepKind.Extension => Added(List(node, step.Name), new() { ["url"] = step.Url }),
        _ => Added(List(node, step.Name), []),
    };

    private static void PlaceLast(JsonObject node, TargetStep step, JsonNode value)
    {
        switch (step.Kind)
        {
            case StepKind.Append:
                Append(List(node, step.Name), value);
                break;
            case StepKind.First:
                var array = List(node, step.Name);
                if (array.Count == 0) array.Add(value);
                else if (array[0] is JsonObject first && value is JsonObject more) Merge(first, more);
                else array[0] = value;
                break;
            case StepKind.Extension when value is JsonObject extension:
                extension["url"] = step.Url;
                Append(List(node, step.Name), extension);
                break;
            case StepKind.Single when node[step.Name] is JsonObject known && value is JsonObject added:
                Merge(known, added);
                break;
            case StepKind.Single:
                node[step.Name] = value;
                break;
        }
    }

    private static JsonObject Child(JsonObject node, string name)
    {
        if (node[name] is JsonObject child) return child;
        child = [];
        node[name] = child;
        return child;
    }

    private static JsonArray List(JsonObject node, string name)
    {
        if (node[name] is JsonArray list) return list;
        list = [];
        node[name] = list;
        return list;
    }

    private static JsonObject Added(JsonArray array, JsonObject element)
    {
        array.Add(element);
        return element;
    }
}
