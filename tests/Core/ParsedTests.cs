using Carelake.Core;

namespace Carelake.Tests.Core;

public sealed class ParsedTests
{
    [Fact]
    public void A_value_with_warnings_only_is_usable() =>
        new Parsed<int>(1, [new Issue("TEST-1", Severity.Warning, "", "odd")]).IsUsable.ShouldBeTrue();

    [Fact]
    public void A_value_with_an_error_is_not_usable() =>
        new Parsed<int>(1, [new Issue("TEST-1", Severity.Error, "", "bad")]).IsUsable.ShouldBeFalse();
}
