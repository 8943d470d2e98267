using System.Reflection;

namespace Carelake.X12;

/// <summary>Reads the tables that tools/x12-guides.mjs makes: one line a loop (L), segment (S), element (E), composite (C), component (P), code list (K).</summary>
internal static class X12GuideTable
{
    public static X12Guide Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"x12/{name}.txt")!;
        using var reader = new StreamReader(stream);
        var head = reader.ReadLine()!.Split('|');
        var codes = new List<X12CodeList>();
        var root = new X12GuideLoop("ST", X12Usage.Required, 1, 1, loop: null);
        var open = new List<X12GuideLoop> { root };
        var all = new List<X12GuideLoop> { root };
        X12GuideSegment? segment = null;
        var elements = new List<X12GuideElement>();
        var components = new List<X12GuideElement>();

        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('|');
            if (parts[0] is "P")
            {
                components.Add(Element(parts, codes));
                continue;
            }
            CloseComposite(elements, components);
            if (parts[0] is "E" or "C")
            {
                elements.Add(Element(parts, codes));
                continue;
            }
            segment?.Close(elements);
            segment = null;
            elements.Clear();
            if (parts[0] is "K")
            {
                codes.Add(new(parts[2].Split(' ')));
                continue;
            }
            var depth = int.Parse(parts[1]);
            open.RemoveRange(depth + 1, open.Count - depth - 1);
            var (usage, repeat, rank) = (Usage(parts[3]), int.Parse(parts[4]), int.Parse(parts[5]));
            if (parts[0] is "L")
            {
                var loop = new X12GuideLoop(parts[2], usage, repeat, rank, open[depth]);
                open[depth].PartList.Add(loop);
                open.Add(loop);
                all.Add(loop);
            }
            else
            {
                segment = new(parts[2], usage, repeat, rank, open[depth], Syntax(parts));
                open[depth].PartList.Add(segment);
            }
        }
        CloseComposite(elements, components);
        segment?.Close(elements);
        return new(head[1], head[2], head[3], head[4], root, all);
    }

    private static void CloseComposite(List<X12GuideElement> elements, List<X12GuideElement> components)
    {
        if (components.Count == 0) return;
        elements[^1].ComponentArray = [.. components];
        components.Clear();
    }

    private static List<X12Syntax> Syntax(string[] parts) =>
        parts.Length < 7 ? [] : [.. parts[6].Split(' ').Select(X12Syntax.Of).OfType<X12Syntax>()];

    private static X12GuideElement Element(string[] parts, List<X12CodeList> codes)
    {
        var code = Part(parts, 7);
        return new(
            int.Parse(parts[1]), Usage(parts[2]), parts[0] is "C" ? X12ElementType.Composite : Type(Part(parts, 3)), Number(Part(parts, 4)),
            Number(Part(parts, 5)), Part(parts, 6) is { Length: > 0 } repeat ? int.Parse(repeat) : 1,
            code.StartsWith('#') ? codes[int.Parse(code.AsSpan(1))] : null, code.StartsWith('@') ? code[1..] : null);
    }

    private static string Part(string[] parts, int at) => at < parts.Length ? parts[at] : "";

    private static int Number(string text) => text.Length == 0 ? 0 : int.Parse(text);

    private static X12Usage Usage(string text) => text switch
    {
        "R" => X12Usage.Required,
        "N" => X12Usage.NotUsed,
        _ => X12Usage.Situational,
    };

    private static X12ElementType Type(string text) => text switch
    {
        "AN" => X12ElementType.Text,
        "ID" => X12ElementType.Code,
        "R" => X12ElementType.Decimal,
        "DT" => X12ElementType.Date,
        "TM" => X12ElementType.Time,
        "B" => X12ElementType.Binary,
        ['N', ..] => X12ElementType.Integer,
        _ => X12ElementType.Unknown,
    };
}
