namespace Deployment.Tests.Publishing;

[Collection(PublishedPrograms.Name)]
public sealed class EndOfProgramTests(PublishedSystem system) : IClassFixture<PublishedSystem>
{
    [Fact]
    public async Task Both_end_in_order_when_a_revision_is_replaced()
    {
        Assert.Equal(0, await system.Worker.StopAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await system.Api.StopAsync(TestContext.Current.CancellationToken));
    }
}
