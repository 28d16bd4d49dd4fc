using SkinSeg.Experiments;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class PaperClaimsTests
{
    [Fact]
    public void Every_claim_has_its_place_its_words_and_a_command()
    {
        Assert.Equal(17, PaperClaims.All.Count);
        Assert.Equal(PaperClaims.All.Count, PaperClaims.All.Select(claim => claim.Id).Distinct().Count());
        Assert.All(PaperClaims.All, claim =>
        {
            Assert.NotEmpty(claim.Place);
            Assert.NotEmpty(claim.Quotation);
            Assert.NotEmpty(claim.Command);
            Assert.Contains(claim.Relation, new[] { PaperClaim.EqualTo, PaperClaim.MoreThan });
            Assert.Same(claim, PaperClaims.Find(claim.Id));
        });
    }

    [Fact]
    public void What_speaks_against_a_claim_is_a_finding_of_the_audit() => Assert.All(
        PaperClaims.All.Where(claim => claim.Finding.Length > 0),
        claim => Assert.NotEqual(AuditVerdict.Holds, PaperAudit.OfNumbers().Find(claim.Finding).Verdict));

    [Fact]
    public void An_unknown_claim_is_answered_with_a_known_one() =>
        Assert.Contains("claim/transfer", Assert.Throws<ArgumentException>(() => PaperClaims.Find("nothing")).Message, StringComparison.Ordinal);
}
