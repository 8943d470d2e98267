namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What a test of a rule looks at.</summary>
internal enum TestKind
{
    /// <summary><c>PV1-45 valued</c>.</summary>
    Valued,

    /// <summary><c>PV1-45 empty</c>.</summary>
    Empty,

    /// <summary><c>PV1-2 in I,O</c> or <c>PV1-2 = I</c>.</summary>
    In,

    /// <summary><c>PV1-2 notin I,O</c> or <c>PV1-2 != I</c>.</summary>
    NotIn,

    /// <summary><c>PID-7 longer 8</c>.</summary>
    Longer,

    /// <summary><c>PV1-44 notafter MSH-7</c>: times, compared as far as both go.</summary>
    NotAfter,

    /// <summary><c>PID-5 repeats</c>.</summary>
    Repeats,

    /// <summary><c>absent(code.text)</c>: the node at hand has no such element yet.</summary>
    Absent,

    /// <summary><c>present(code)</c>.</summary>
    Present,

    /// <summary><c>has(RXO,RXE)</c>: one of these segments follows before the next segment of this name.</summary>
    Has,

    /// <summary><c>lacks(RXO,RXE)</c>: none of them does.</summary>
    Lacks,

    /// <summary><c>after(OBX)</c>: the last segment that was no note was one of these.</summary>
    After,

    /// <summary><c>scope(Patient)</c>: there is such a resource.</summary>
    Scope,
}

/// <summary>One test.</summary>
internal sealed record Test(TestKind Kind, Source? Left, Source? Right, string[] Values)
{
    /// <summary>The steps to the element that <c>absent</c> and <c>present</c> look for.</summary>
    public string[] Path { get; } = Kind is TestKind.Absent or TestKind.Present ? Values[0].Split('.') : [];

    /// <summary>Of the resources that <c>scope</c> looks for (<see cref="NameSlots"/>).</summary>
    public int[] Slots { get; } = Kind is TestKind.Scope ? [.. Values.Select(NameSlots.Of)] : [];

    /// <summary>Of the segment that <c>longer</c> asks about: how long it must be.</summary>
    public int Length { get; } = Kind is TestKind.Longer && int.TryParse(Values[0], out var length) ? length : int.MaxValue;
}

/// <summary>Tests joined by <c>and</c> inside each alternative, alternatives by <c>or</c>.</summary>
internal sealed record Condition(Test[][] Alternatives)
{
    /// <summary>Reads the words after <c>if</c>.</summary>
    public static Condition? Read(ReadOnlySpan<string> words)
    {
        var alternatives = new List<Test[]>();
        var tests = new List<Test>();
        while (words.Length > 0)
        {
            if (ReadTest(ref words) is not { } test) return null;
            tests.Add(test);
            if (words.Length == 0) break;
            if (words[0] == "or")
            {
                alternatives.Add([.. tests]);
                tests.Clear();
            }
            else if (words[0] != "and")
            {
                return null;
            }
            words = words[1..];
            if (words.Length == 0) return null;
        }
        alternatives.Add([.. tests]);
        return tests.Count == 0 ? null : new([.. alternatives]);
    }

    private static Test? ReadTest(ref ReadOnlySpan<string> words)
    {
        if (words[0].EndsWith(')') && ReadCall(words[0]) is { } call)
        {
            words = words[1..];
            return call;
        }
        if (words.Length < 2 || Source.Read(words[0]) is not { } left) return null;
        var (kind, takesValue) = words[1] switch
        {
            "valued" => (TestKind.Valued, false),
            "empty" => (TestKind.Empty, false),
            "repeats" => (TestKind.Repeats, false),
            "=" or "in" => (TestKind.In, true),
            "!=" or "notin" => (TestKind.NotIn, true),
            "longer" => (TestKind.Longer, true),
            "notafter" => (TestKind.NotAfter, true),
            _ => ((TestKind)(-1), false),
        };
        if ((int)kind < 0 || (takesValue && words.Length < 3)) return null;
        var value = takesValue ? words[2].Trim('"') : "";
        words = words[(takesValue ? 3 : 2)..];
        if (kind == TestKind.NotAfter) return Source.Read(value) is { } right ? new(kind, left, right, []) : null;
        return new(kind, left, Right: null, value.Split(','));
    }

    private static Test? ReadCall(string word)
    {
        var open = word.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return null;
        TestKind? kind = word[..open] switch
        {
            "absent" => TestKind.Absent,
            "present" => TestKind.Present,
            "has" => TestKind.Has,
            "lacks" => TestKind.Lacks,
            "after" => TestKind.After,
            "scope" => TestKind.Scope,
            _ => null,
        };
        return kind is { } known ? new(known, Left: null, Right: null, word[(open + 1)..^1].Split(',')) : null;
    }
}
