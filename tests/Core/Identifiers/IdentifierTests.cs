using System.Globalization;
using Carelake.Core.Identifiers;

namespace Carelake.Tests.Core.Identifiers;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1987654328", true)]
    [InlineData("2000000002", true)]
    [InlineData("1265568618", false)]
    [InlineData("3086631719", false)]
    [InlineData("123456789", false)]
    [InlineData("12345678931", false)]
    [InlineData("1234 67893", false)]
    [InlineData("١٢٣٤٥٦٧٨٩٣", false)]
    [InlineData("", false)]
    public void An_npi_has_ten_digits_a_one_or_two_first_and_its_check_digit(string text, bool isValid) =>
        Npi.IsValid(text).ShouldBe(isValid);

    [Theory]
    [InlineData("123-45-6789", true)]
    [InlineData("123456789", true)]
    [InlineData("000-12-3456", false)]
    [InlineData("666-12-3456", false)]
    [InlineData("900-12-3456", false)]
    [InlineData("123-00-3456", false)]
    [InlineData("123-45-0000", false)]
    [InlineData("078-05-1120", false)]
    [InlineData("219099999", false)]
    [InlineData("123-456789", false)]
    [InlineData("12345678", false)]
    [InlineData("1234567890", false)]
    [InlineData("12345678x", false)]
    public void An_ssn_keeps_to_the_numbers_that_are_issued(string text, bool isValid) => Ssn.IsValid(text).ShouldBe(isValid);

    [Theory]
    [InlineData("9434765919", true)]
    [InlineData("943 476 5919", true)]
    [InlineData("943-476-5919", true)]
    [InlineData("9434765918", false)]
    [InlineData("943 476-5919", false)]
    [InlineData("943476591", false)]
    [InlineData("94347659190", false)]
    public void An_nhs_number_has_its_modulus_11_digit(string text, bool isValid) => NhsNumber.IsValid(text).ShouldBe(isValid);

    [Fact]
    public void No_nhs_number_with_the_check_value_ten_is_valid()
    {
        // 100 000 001x: 10 + 2 = 12, 12 mod 11 = 1, so the check value is 10.
        Enumerable.Range(0, 10).Any(digit => NhsNumber.IsValid($"100000001{digit}")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2363", true)]
    [InlineData("2364", false)]
    [InlineData("22298006", true)]
    [InlineData("22298007", false)]
    [InlineData("", false)]
    [InlineData("23a3", false)]
    public void Verhoeff_as_published_and_as_in_snomed(string digits, bool isValid) => Verhoeff.IsValid(digits).ShouldBe(isValid);

    [Fact]
    public void Each_check_finds_every_single_wrong_digit()
    {
        AllChangesAreFound("1234567893", text => Npi.IsValid(text));
        AllChangesAreFound("9434765919", text => NhsNumber.IsValid(text));
        AllChangesAreFound("22298006", text => Verhoeff.IsValid(text));
    }

    [Fact]
    public void An_aadhaar_number_begins_with_two_or_more()
    {
        var valid = Enumerable.Range(0, 10).Select(digit => "23412341234" + digit.ToString(CultureInfo.InvariantCulture)).Single(text => Aadhaar.IsValid(text));
        Aadhaar.IsValid($"{valid[..4]} {valid[4..8]} {valid[8..]}").ShouldBeTrue();
        Enumerable.Range(0, 10).Any(digit => Aadhaar.IsValid("13412341234" + digit.ToString(CultureInfo.InvariantCulture))).ShouldBeFalse();
    }

    private static void AllChangesAreFound(string text, Func<string, bool> isValid)
    {
        isValid(text).ShouldBeTrue();
        for (var position = 0; position < text.Length; position++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit != text[position])
                    isValid(text[..position] + digit + text[(position + 1)..]).ShouldBeFalse();
            }
        }
    }
}
