using System.Text;
using CalendarApi.Authentication;
using CalendarApi.Tests.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Tests.Authentication;

/// <summary>What no key can make valid is refused before any key is looked for.</summary>
public class AccessTokenOutlineTests(CalendarSystem system)
{
    private static readonly Guid Tenant = Guid.NewGuid();
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("Bearer  ")]
    public void A_token_that_may_be_valid_is_left_to_the_complete_check(string scheme) =>
        Assert.Null(AccessTokenOutline.Fault(scheme + system.Tokens.Sign(Tenant, Guid.NewGuid(), "Calendars.Read"), Now));

    [Theory]
    [InlineData("")]
    [InlineData("Basic YTpi")]
    public void What_is_no_bearer_token_is_none_of_its_business(string header) => Assert.Null(AccessTokenOutline.Fault(header, Now));

    [Theory]
    [InlineData("junk")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("!!!.???.***")]
    [InlineData("e30.e30.e30")]
    [InlineData("W10.W10.W10")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("e30.e30.e30.e30.e30")]
    public void What_has_no_shape_of_a_token_is_refused(string token) => Assert.NotNull(AccessTokenOutline.Fault($"Bearer {token}", Now));

    [Theory]
    [InlineData("""{"alg":"none","kid":"k"}""")]
    [InlineData("""{"alg":"HS256","kid":"k"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"RS256","kid":1}""")]
    public void A_header_that_no_token_of_the_authority_has_is_refused(string header)
    {
        var parts = system.Tokens.Sign(Tenant, Guid.NewGuid(), "Calendars.Read").Split('.');

        Assert.NotNull(AccessTokenOutline.Fault($"Bearer {Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(header))}.{parts[1]}.{parts[2]}", Now));
    }

    [Theory]
    [InlineData("iss", "https://login.microsoftonline.com/other/v2.0")]
    [InlineData("iss", 7)]
    [InlineData("tid", "x")]
    [InlineData("tid", "22222222-2222-4222-8222-222222222222")]
    [InlineData("exp", 1_000)]
    [InlineData("exp", "never")]
    public void A_claim_that_makes_every_token_invalid_is_refused(string claim, object value) =>
        Assert.NotNull(AccessTokenOutline.Fault($"Bearer {system.Tokens.Sign(Tenant, Guid.NewGuid(), "Calendars.Read", claims => claims[claim] = value)}", Now));

    [Theory]
    [InlineData("iss")]
    [InlineData("tid")]
    [InlineData("exp")]
    public void A_claim_that_every_token_has_may_not_be_missing(string claim) =>
        Assert.NotNull(AccessTokenOutline.Fault($"Bearer {system.Tokens.Sign(Tenant, Guid.NewGuid(), "Calendars.Read", claims => claims.Remove(claim))}", Now));
}
