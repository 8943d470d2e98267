using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Functions;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>
/// FHIRPath over a tape: paths, casts, <c>where</c>, <c>exists</c>, <c>empty</c>, <c>not</c>, comparisons with a literal, and logic, which is what
/// most invariants are made of. Whatever else an expression holds is left to the engine.
/// </summary>
internal abstract class QuickExpression
{
    /// <summary>True, false or empty for an element.</summary>
    public abstract Truth Test(Tape tape, int node);

    /// <summary>An expression that gives a Boolean; null when it holds what is not known here.</summary>
    public static QuickExpression? Make(Node node, QuickTables tables) => node switch
    {
        BooleanNode logic => (Make(logic.Left, tables), Make(logic.Right, tables)) switch
        {
            ({ } left, { } right) => new Logic(logic.Kind, left, right),
            // One side that is true decides, whatever the other one is.
            (null, { } right) when logic.Kind is LogicOperator.Or or LogicOperator.Implies => new Decides(right),
            ({ } left, null) when logic.Kind == LogicOperator.Or => new Decides(left),
            _ => null,
        },
        EqualityNode { IsEquivalence: false, Right: LiteralNode { Utf8: { } text } } equality =>
            Path(equality.Left, tables) is { } path ? new Equality(path, text, equality.IsNegated) : null,
        MembershipNode { Item: LiteralNode { Utf8: { } item } } membership => Path(membership.Collection, tables) is { } path ? new Holds(path, item) : null,
        IsNode { Type: { IsUnknown: false, Fhir: { } type } } named => Path(named.Focus, tables) is { } path ? new OfType(path, type.Name) : null,
        OrderNode { Kind: OrderOperator.GreaterOrEqual, Left: FunctionNode { Function.Name: "length", Focus: FunctionNode { Function.Name: "toString", Focus: var date } }, Right: LiteralNode { Constant: IntegerValue length } } =>
            length.Value <= 10 && Path(date, tables) is { } path ? new LongEnough(path, (int)length.Value) : null,
        TestNode { Function.Name: "not" } not => Make(not.Focus, tables) is { } test ? new Not(test) : null,
        TestNode { Function.Name: "empty" } empty => Path(empty.Focus, tables) is { } path ? new Exists(path, IsWanted: false) : null,
        TestNode { Function.Name: "exists", Arguments: [] } exists => Path(exists.Focus, tables) is { } path ? new Exists(path, IsWanted: true) : null,
        TestNode { Function.Name: "exists", Arguments: [var criterion] } exists =>
            Path(exists.Focus, tables) is { } path && Make(criterion, tables) is { } test ? new Exists(new Where(path, test), IsWanted: true) : null,
        _ => null,
    };

    private static Items? Path(Node node, QuickTables tables) => node switch
    {
        ThisNode => new This(),
        MemberNode { Focus: null, Name: [>= 'a' and <= 'z', ..] } member => new Member(new This(), tables.NameOf(member.Name)),
        MemberNode { Focus: { } focus } member => Path(focus, tables) is { } path ? new Member(path, tables.NameOf(member.Name)) : null,
        AsNode { Type: { IsUnknown: false, Fhir: { } type } } cast => Path(cast.Focus, tables) is { } path ? new Cast(path, type.Name, cast.Type.IsPrimitive) : null,
        FunctionNode { Function.Name: "where", Arguments: [var criterion] } where =>
            Path(where.Focus, tables) is { } path && Make(criterion, tables) is { } test ? new Where(path, test) : null,
        _ => null,
    };

    /// <summary>A path: leaves nodes on the tape's stack.</summary>
    private abstract class Items
    {
        public abstract void Push(Tape tape, int node);
    }

    private sealed class This : Items
    {
        public override void Push(Tape tape, int node) => tape.Stack.Push(node);
    }

    private sealed class Member(Items focus, int name) : Items
    {
        public override void Push(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            focus.Push(tape, node);
            var end = tape.Stack.Count;
            for (var index = start; index < end; index++)
            {
                var holder = tape.Stack[index];
                for (var child = holder + 1; child < tape[holder].Next; child = tape[child].Next)
                    if (tape[child].Entry!.ElementName == name)
                        tape.Stack.Push(child);
            }
            tape.Stack.Remove(start, end);
        }
    }

    private sealed class Cast(Items focus, string type, bool isPrimitive) : Items
    {
        public override void Push(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            focus.Push(tape, node);
            var kept = start;
            for (var index = start; index < tape.Stack.Count; index++)
            {
                var own = tape[tape.Stack[index]].Type.Info;
                if (isPrimitive ? own.Name == type : own.Is(type)) tape.Stack[kept++] = tape.Stack[index];
            }
            tape.Stack.Truncate(kept);
        }
    }

    private sealed class Where(Items focus, QuickExpression test) : Items
    {
        public override void Push(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            focus.Push(tape, node);
            var (kept, end) = (start, tape.Stack.Count);
            for (var index = start; index < end; index++)
                if (test.Test(tape, tape.Stack[index]) == Truth.True)
                    tape.Stack[kept++] = tape.Stack[index];
            tape.Stack.Truncate(kept);
        }
    }

    private sealed class Logic(LogicOperator kind, QuickExpression left, QuickExpression right) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var first = left.Test(tape, node);
            switch (kind, first)
            {
                case (LogicOperator.And, Truth.False): return Truth.False;
                case (LogicOperator.Or, Truth.True): return Truth.True;
                case (LogicOperator.Implies, Truth.False): return Truth.True;
                case (LogicOperator.Xor, Truth.Empty): return Truth.Empty;
            }
            var second = right.Test(tape, node);
            return kind switch
            {
                LogicOperator.And => second == Truth.False ? Truth.False : first == Truth.True ? second : Truth.Empty,
                LogicOperator.Or => second == Truth.True ? Truth.True : first == Truth.False ? second : Truth.Empty,
                LogicOperator.Implies => second == Truth.True ? Truth.True : first == Truth.True ? second : Truth.Empty,
                _ => second == Truth.Empty ? Truth.Empty : Truths.Of(first != second),
            };
        }
    }

    private sealed class Decides(QuickExpression side) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            if (side.Test(tape, node) == Truth.True) return Truth.True;
            tape.IsUnsure = true;
            return Truth.Empty;
        }
    }

    private sealed class Not(QuickExpression test) : QuickExpression
    {
        public override Truth Test(Tape tape, int node) => test.Test(tape, node).Not();
    }

    private sealed class Exists(Items path, bool IsWanted) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            path.Push(tape, node);
            var exists = tape.Stack.Count > start;
            tape.Stack.Truncate(start);
            return Truths.Of(exists == IsWanted);
        }
    }

    // One string beside a literal; dates and numbers are compared by their value, which is left to the engine.
    private sealed class Equality(Items path, byte[] text, bool isNegated) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            path.Push(tape, node);
            var (count, item) = (tape.Stack.Count - start, tape.Stack.Count > start ? tape.Stack[start] : -1);
            tape.Stack.Truncate(start);
            var truth = count switch
            {
                0 => Truth.Empty,
                1 => Truths.Of(IsText(tape, item) && tape.Is(item, text)),
                _ => Truth.False,
            };
            return isNegated ? truth.Not() : truth;
        }
    }

    // 'text' in path: empty has no members.
    private sealed class Holds(Items path, byte[] text) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var start = tape.Stack.Count;
            path.Push(tape, node);
            var isFound = false;
            for (var index = start; index < tape.Stack.Count; index++) isFound |= IsText(tape, tape.Stack[index]) && tape.Is(tape.Stack[index], text);
            tape.Stack.Truncate(start);
            return Truths.Of(isFound);
        }
    }

    private sealed class OfType(Items path, string type) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var item = Single(path, tape, node);
            return item < 0 ? Truth.Empty : Truths.Of(tape[item].Type.Info.Is(type));
        }
    }

    // A date written out is as long as it was read, but for a zone of zero, which only times have.
    private sealed class LongEnough(Items path, int length) : QuickExpression
    {
        public override Truth Test(Tape tape, int node)
        {
            var item = Single(path, tape, node);
            if (item < 0) return Truth.Empty;
            if (tape[item].Type.Info.Name is not ("dateTime" or "date" or "instant") || !tape.TryText(item, out var text))
            {
                tape.IsUnsure = true;
                return Truth.Empty;
            }
            return Truths.Of(text.Length >= length);
        }
    }

    // Several items where one is needed are an error, which the engine tells.
    private static int Single(Items path, Tape tape, int node)
    {
        var start = tape.Stack.Count;
        path.Push(tape, node);
        var item = tape.Stack.Count > start ? tape.Stack[start] : -1;
        if (tape.Stack.Count > start + 1) tape.IsUnsure = true;
        tape.Stack.Truncate(start);
        return item;
    }

    private static bool IsText(Tape tape, int item)
    {
        var name = tape[item].Type.Info.Name;
        if (tape[item].Type.Kind == QuickKind.Primitive && name is not ("date" or "dateTime" or "instant" or "time" or "integer" or "decimal" or "boolean" or "positiveInt" or "unsignedInt"))
            return true;
        tape.IsUnsure = true;
        return false;
    }
}
