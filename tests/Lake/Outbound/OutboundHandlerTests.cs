using System.Net;
using Carelake.Core;
using Carelake.Lake.Outbound;

namespace Carelake.Tests.Lake.Outbound;

public sealed class OutboundHandlerTests
{
    [Theory]
    [InlineData("169.254.169.254", true, true)]
    [InlineData("::ffff:169.254.169.254", true, true)]
    [InlineData("fe80::1", true, true)]
    [InlineData("0.0.0.0", true, true)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("::ffff:10.1.2.3", false, true)]
    [InlineData("10.1.2.3", true, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("172.31.0.1", false, true)]
    [InlineData("172.32.0.1", false, false)]
    [InlineData("192.168.1.1", false, true)]
    [InlineData("100.64.0.1", false, true)]
    [InlineData("fd00::1", false, true)]
    [InlineData("93.184.216.34", false, false)]
    [InlineData("2606:4700::1", false, false)]
    public void Addresses_of_the_link_are_refused_always_and_private_ones_by_setting(string address, bool allowsPrivate, bool isRefused) =>
        OutboundHandler.IsRefused(IPAddress.Parse(address), allowsPrivate).ShouldBe(isRefused);

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", true)]
    [InlineData("http://localhost:9/", false)]
    [InlineData("http://[::1]:9/", false)]
    [InlineData("http://2130706433:9/", false)]
    public async Task Nothing_is_sent_to_an_address_that_is_refused_however_it_is_written(string url, bool allowsPrivate)
    {
        using var http = new HttpClient(OutboundHandler.Create(allowsPrivate));

        var error = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri(url), TestContext.Current.CancellationToken));

        error.InnerException.ShouldBeOfType<CarelakeException>().Code.ShouldBe(OutboundHandler.RefusedCode);
    }
}
