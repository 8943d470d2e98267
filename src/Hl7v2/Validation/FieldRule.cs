using System.Text.RegularExpressions;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>What a profile asks of one field or component.</summary>
/// <param name="IsRequired">A value must be sent in every segment of that name; <see langword="null"/> leaves it to the standard.</param>
/// <param name="IsForbidden">No value may be sent.</param>
/// <param name="Length">Most characters; <see langword="null"/> for the standard's advice.</param>
/// <param name="Table">Four digits of a table whose codes alone are taken; empty for no check.</param>
/// <param name="Pattern">What the whole value must look like; <see langword="null"/> for anything.</param>
/// <param name="Severity">Of what breaks this rule; <see langword="null"/> for the usual one of the code.</param>
/// <param name="Message">Shown instead of the usual text; empty for that.</param>
public sealed record FieldRule(bool? IsRequired, bool IsForbidden, int? Length, string Table, Regex? Pattern, Severity? Severity, string Message);
