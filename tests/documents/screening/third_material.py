"""More of the build half: written blind to the rules and measured once before they were tuned on it as well."""

import random
from pathlib import Path

from tests.documents.screening.synthetic import MONTHS, NUMBERS, Material, read_names

PLANTED = [
    "A referral was made by {full}, the landlord.",
    "{given} returned to class in January and settled well.",
    "Her godmother {full} collected her from the ward.",
    "Staff saw {given} push {given} near the lockers.",
    "The doctor explained to {given} what the scan showed.",
    "Report of {full}, foster carer.",
    "{full} (stepfather) was arrested on Saturday.",
    "Nobody except {given} had a key.",
    "Mrs {family} from the allotment noticed the smell.",
    "A card signed Mr {family} was in the drawer.",
    "The eldest girl, {given}, cooks for the others.",
    "Pupil: {full}\nYear group: 8",
    "{given} and her twin {given} share a bed.",
    "In the view of {given}, the plan made no difference.",
    "{initial} read out the police summary.",
    "Typed by {bare_initial} and checked.",
    "Ask {short} for the keys to the minibus.",
    "Complaint about {caps}, caretaker.",
    "dad says his cousin {small} took the money.",
    "It is sad that {given} missed the trip.",
    "{given}'s room was cold and bare.",
    "Maternal grandfather {full} wants contact with {given}.",
    "{given} is seventeen and expecting a baby.",
    "The next morning {given} phoned her sister {given}.",
    "This letter concerns {full}, born on {date_of_birth}.",
    "Re: {full} DOB {date_of_birth} NHS no. {nhs_number}",
    "The date of birth was recorded as {date_of_birth} in both systems.",
    "He was born at home on {date_of_birth}.",
    "d.o.b. {date_of_birth}, UPN {upn}",
    "The school census lists {upn} twice.",
    "UPN {upn} left the roll in March.",
    "The wristband read {nhs_number}.",
    "NHS number: {nhs_number}, see the red book.",
    "Emergency contact: {full}, {phone}.",
    "Her phone, {phone}, was switched off.",
    "Dad's work number is {phone} and his own is {phone}.",
    "Mail the minutes to {email} please.",
    "Two accounts, {email} and {email}, were blocked.",
    "They were last known at 31 Maple Court, {postcode}.",
    "Please post the tablet to {postcode}.",
    "A grey car, {vehicle}, followed her home.",
    "He was stopped driving {vehicle} without insurance.",
    "Van registration {vehicle} belongs to the uncle.",
    "Payslip number {national_insurance} was copied.",
    "National Insurance: {national_insurance}.",
    "Screenshots from {web_address} are in the file.",
    "She was added to a group by {web_address} in the night.",
    "Attending: {full}, {full}, {initial}.",
]

CLEAN = [
    "The Safeguarding Assembly meets in spring and in autumn.",
    "This plan replaces the one adopted in April 2020.",
    "Priority leads are the chairs of the four sub-groups.",
    "The Practice Review Sub-Group considered nine notifications.",
    "Brookside Special School and Elm Tree Nursery returned their section 175 audit.",
    "West Yorkshire Police and the Probation Service will nominate a lead by 28 February 2024.",
    "Impact: fewer repeat referrals, from 24% to 19% over the year.",
    "The Independent Scrutineer visited the Multi-Agency Safeguarding Hub on 7 September.",
    "Guidance on information sharing was updated after the King's Speech.",
    "Sub-group papers go out five working days before each meeting.",
    "The Child Death Overview Panel report covers 1 April 2022 to 31 March 2023.",
    "Outcome 2.3 has no owner, and action 2.3.4 has no date.",
    "A Safer Sleep campaign ran in Polish, Romanian and Urdu.",
    "Hackney, Camden and Islington share an Emergency Duty Team.",
    "The Youth Parliament judged the posters at the Town Hall.",
    "Faith leaders from mosques, churches and gurdwaras took part.",
    "The Neglect Toolkit was downloaded 1,946 times.",
    "All schools will have a Mental Health Lead by September 2024.",
    "See chapter 4 of Working Together, paragraphs 12 to 18.",
    "The Adolescent Safety Framework is being tested in two localities.",
    "Operation Larkspur ended in October; a debrief is planned.",
    "Red actions are reported to the Board, amber actions to the Executive.",
    "Evidence includes survey results, dip samples and observed practice.",
    "The partnership budget is £312,000, with 12% held in reserve.",
    "The Housing Department, the Fire Service and Public Health joined the task group.",
    "Minutes of the meeting held on Tuesday 6 June 2023 were agreed.",
    "Births outside hospital fell between 2019 and 2021.",
    "A survey of 1,022 pupils ran from 3 May 2023 until 9 June 2023.",
    "The Royal College published standards in Summer 2022.",
    "Version 0.4, last saved 14/11/2023, owner: Policy Officer.",
    "Eid and Christmas are avoided when dates are set.",
    "The Board noted the risk and asked for assurance by Quarter 4.",
    "Oak Ward and Beech Ward took part in the pilot.",
    "The Modern Slavery lead spoke about County Lines at the conference.",
    "Delegates came from Leicester, Derby and Nottingham.",
    "Information is on www.elmshire.gov.uk/scp and on the Learning Hub.",
    "One agency has still not signed the Memorandum of Understanding.",
    "Social Workers, Health Visitors and Teachers each had a table.",
    "Thematic audit 3 of 6: Child Sexual Abuse in the Family Environment.",
    "The Lead Member and the Chief Executive approved the variation.",
]


def _date_of_birth(chance: random.Random) -> str:
    day, month, year = chance.randint(4, 20), chance.randint(1, 12), chance.randint(2005, 2020)
    name = MONTHS[month - 1]
    return chance.choice(
        (
            f"{day:02d} {name} {year}",
            f"{day}th {name[:3]} {year}",
            f"{name[:3]} {day}th {year}",
            f"{day}-{name[:3]}-{year}",
            f"{day:02d}/{month:02d}/{year % 100:02d}",
            f"{day}.{month}.{year}",
            f"{day:02d} {month:02d} {year}",
            f"{year}/{month:02d}/{day:02d}",
            f"the {day}th of {name} {year}",
        )
    ).removeprefix("the ")


def _phone(chance: random.Random) -> str:
    tail = f"{chance.randint(0, 999999):06d}"
    return chance.choice(
        (
            f"07{chance.randint(400, 999)}-{tail}",
            f"07{chance.randint(400, 999)}.{tail[:3]}.{tail[3:]}",
            f"+44 (0)7{chance.randint(400, 999)} {tail}",
            f"+44 161 4{tail[:2]} {tail[2:]}",
            f"(01274) {tail}",
            f"0161 4{tail[:2]} {tail[2:]}",
            f"0203{tail}4",
            f"07{chance.randint(400, 999)}  {tail}",
        )
    )


def _vehicle(chance: random.Random) -> str:
    first, last = ("".join(chance.choices("ABCDEFGHJKLMNPRSTVWXY", k=count)) for count in (2, 3))
    return chance.choice(
        (f"{first}{chance.choice((7, 14, 19, 23, 57, 66, 72)):02d} {last}", f"{first}{chance.randint(51, 73)}{last}")
    )


FORMS = NUMBERS | {"date_of_birth": _date_of_birth, "phone": _phone, "vehicle": _vehicle}
"""Other ways of writing three of the kinds."""

THIRD = Material(PLANTED, CLEAN, read_names(Path(__file__).with_name("third_names.txt")), FORMS)
