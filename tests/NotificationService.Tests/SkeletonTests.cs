namespace NotificationService.Tests;

public class SkeletonTests
{
    [Fact]
    public void Builds() => Assert.NotNull(typeof(SkeletonTests));
}
