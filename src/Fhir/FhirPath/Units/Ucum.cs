using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Carelake.Fhir.FhirPath.Units;

/// <summary>Reads UCUM unit expressions, case sensitive (UCUM, section 7): <c>mg</c>, <c>kg/m2</c>, <c>10*3/uL</c>, <c>mm[Hg]</c>, <c>{score}</c>.</summary>
internal static class Ucum
{
    private const int LongestUnit = 64;
    private const int MostNested = 8;
    private const int MostCached = 4096;
    private static readonly ConcurrentDictionary<string, UcumUnit?> Cache = new(StringComparer.Ordinal);

    /// <summary>The unit; null when it is not UCUM or holds an atom that is not known here.</summary>
    public static UcumUnit? Parse(string unit)
    {
        if (Cache.TryGetValue(unit, out var known)) return known;
        var parsed = unit.Length > LongestUnit ? null : new Reader(unit).Read();
        if (Cache.Count < MostCached) Cache.TryAdd(unit, parsed);
        return parsed;
    }

    private sealed class Reader(string text)
    {
        private int _at;
        private int _depth;

        public UcumUnit? Read()
        {
            try
            {
                if (UcumAtoms.Scales.TryGetValue(text, out var scale)) return new UcumUnit(scale.Factor, 0, "K1", scale.Zero);
                var product = Product();
                return product is not null && _at == text.Length ? product.ToUnit() : null;
            }
            catch (OverflowException)
            {
                return null;
            }
        }

        private Powers? Product()
        {
            if (++_depth > MostNested) return null;
            var result = new Powers();
            var sign = Take('/') ? -1 : 1;
            do
            {
                if (Component() is not { } part) return null;
                result.Multiply(part, sign);
                if (_at >= text.Length || text[_at] is not ('.' or '/')) break;
                sign = text[_at++] == '/' ? -1 : 1;
            }
            while (true);
            _depth--;
            return result;
        }

        private Powers? Component()
        {
            if (Annotation()) return new Powers();
            if (Take('('))
            {
                var inner = Product();
                return inner is not null && Take(')') ? inner : null;
            }
            var symbol = Symbol();
            if (symbol.Length == 0) return null;
            var part = long.TryParse(symbol, NumberStyles.None, null, out var number) ? new Powers(number) : Annotated(symbol);
            Annotation();
            return part;
        }

        private Powers? Annotated(string symbol)
        {
            var exponent = Exponent(ref symbol);
            if (Atom(symbol) is not { } atom || Math.Abs(exponent) > 64) return null;
            var power = new Powers();
            for (var count = Math.Abs(exponent); count > 0; count--) power.Multiply(atom, Math.Sign(exponent));
            return power;
        }

        // Trailing digits, with a sign before them, are the power; 10* and 10^ end in no digit themselves.
        private static int Exponent(ref string symbol)
        {
            var end = symbol.Length;
            while (end > 0 && char.IsAsciiDigit(symbol[end - 1])) end--;
            if (end == symbol.Length) return 1;
            if (end > 0 && symbol[end - 1] is '+' or '-') end--;
            if (end == 0 || !int.TryParse(symbol.AsSpan(end), NumberStyles.AllowLeadingSign, null, out var exponent)) return 1;
            symbol = symbol[..end];
            return exponent;
        }

        private Powers? Atom(string symbol)
        {
            if (Known(symbol, UcumAtoms.NonMetric) is { } plain) return plain;
            if (Known(symbol, UcumAtoms.Metric) is { } metric) return metric;
            for (var length = 1; length <= 2 && length < symbol.Length; length++)
            {
                if (!UcumAtoms.Prefixes.TryGetValue(symbol[..length], out var power)) continue;
                if (Known(symbol[length..], UcumAtoms.Metric) is not { } prefixed) continue;
                prefixed.Exponent += power;
                return prefixed;
            }
            return null;
        }

        private Powers? Known(string symbol, FrozenDictionary<string, (decimal Factor, string Unit)> atoms)
        {
            if (!atoms.TryGetValue(symbol, out var atom)) return null;
            if (atom.Unit.Length == 0) return new Powers(symbol);
            if (_depth > MostNested || new Reader(atom.Unit) { _depth = _depth }.Product() is not { } definition) return null;
            definition.Mantissa *= atom.Factor;
            return definition;
        }

        private string Symbol()
        {
            var start = _at;
            var isBracketed = false;
            while (_at < text.Length)
            {
                var letter = text[_at];
                if (letter == '[') isBracketed = true;
                if (letter == ']') isBracketed = false;
                if (!isBracketed && letter is '.' or '/' or '(' or ')' or '{' or '}') break;
                if (letter is <= ' ' or > '~') break;
                _at++;
            }
            return text[start.._at];
        }

        private bool Annotation()
        {
            if (!Take('{')) return false;
            var end = text.IndexOf('}', _at);
            _at = end < 0 ? text.Length + 1 : end + 1;
            return true;
        }

        private bool Take(char letter)
        {
            if (_at >= text.Length || text[_at] != letter) return false;
            _at++;
            return true;
        }
    }

    /// <summary>A product of powers while it is read.</summary>
    private sealed class Powers
    {
        private readonly SortedDictionary<string, int> _bases = new(StringComparer.Ordinal);

        public Powers(decimal factor = 1) => Mantissa = factor;

        public Powers(string atom)
            : this() => _bases[atom] = 1;

        public decimal Mantissa { get; set; }

        public int Exponent { get; set; }

        // A factor of zero, written or reached by rounding below what a decimal can hold, measures nothing.
        public void Multiply(Powers other, int sign)
        {
            if (Mantissa == 0 || other.Mantissa == 0) throw new OverflowException();
            Mantissa = sign > 0 ? Mantissa * other.Mantissa : Mantissa / other.Mantissa;
            Exponent += sign * other.Exponent;
            foreach (var (atom, power) in other._bases)
                _bases[atom] = _bases.GetValueOrDefault(atom) + (sign * power);
        }

        public UcumUnit ToUnit()
        {
            if (Mantissa == 0) throw new OverflowException();
            var dimension = new StringBuilder();
            foreach (var (atom, power) in _bases.Where(part => part.Value != 0))
                dimension.Append(dimension.Length > 0 ? "." : "").Append(atom).Append(power);
            return new UcumUnit(Mantissa, Exponent, dimension.ToString());
        }
    }
}
